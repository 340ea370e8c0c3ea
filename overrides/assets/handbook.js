// What the pages do beyond the theme. Nothing is stored, nothing leaves the site.

// A section has the same id in both languages and in every version: keep it when the reader changes either.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-language-link]");
  if (link) link.hash = location.hash;
});
