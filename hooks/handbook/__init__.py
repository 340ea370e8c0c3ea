"""The handbook as data: content → model → checks → report.

Read the package in this order:

    settings.py      mkdocs.yml, read without MkDocs
    nodes.py         YAML, read so that nothing hangs
    files.py         docs/ → sources, and findings about files that cannot be one
    drawings.py      SVG that only draws
    frontmatter.py   the text between the dashes → Meta, the schema
    inflection.py    a word → a pattern for it in any form
    markup.py        what chapters may write beyond Markdown
    rendering.py     Markdown → links, ids and lines as readers get them (rendered.py), each with its place:
                     marks.py before it is rendered, shortcuts.py on the way, pagereader.py after
    htmltree.py      a rendered page → its elements: blocks.py, what its sheets hold; outline.py, its tables and tabs
    sharing.py       texts that several chapters take in, and where each part of a chapter is written
    paths.py         who reads which chapters, in which order
    redirects.py     where released chapters and ids have gone
    content.py       all of it → frozen pages
                     (cache.py keeps what has not changed, workers.py shares out the rest)
    model.py         pages → the handbook: chapters, modules, needs, navigation
    runsheet.py      a page → the minutes and parts of its session
    checks/          the handbook → findings
    report.py        findings → words

What the verbs write: scaffold.py; moving.py upon resolving.py and released.py; fixing.py upon fixes/, the answers
to findings that have one. editing.py changes the characters that they name, and no more.
What the site shows is a function of the same model: views.py, modulemap.py, figures.py, catalogue.py; and
reading.py, upon checklists.py, glossary.py and feedback.py, for what readers work with on a page.
So is what people print: sheets.py says which sheets there are, printing/ writes them, downloads.py leads to them;
books/ makes the whole a book.
And so is what readers search in: searching/ writes an index for each language.
What it is shown in: assets.py joins styles and orders scripts; dressing.py readies what was rendered, and policy.py
lets the page do that and nothing else. Last of all, quoted.py marks on the built page what is in the other language.
When all of it is written, offline.py lists what a reader may save.

The package imports no MkDocs, so that content and checks outlive it.
"""
