"""How exact and how fast the checks are, measured on defects that are planted at random. See README.md."""
