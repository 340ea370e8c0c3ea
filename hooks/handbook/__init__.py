"""The handbook as data: content → model → checks → report.

Read the package in this order:

    settings.py      mkdocs.yml, read without MkDocs
    files.py         docs/ → sources, and findings about files that cannot be one
    frontmatter.py   the text between the dashes → Meta, the schema
    markup.py        what chapters may write beyond Markdown
    rendering.py     Markdown → links, ids and lines as readers get them, each with its place
    redirects.py     where released chapters and ids have gone
    content.py       all of it → frozen pages
    model.py         pages → the handbook: chapters, modules, needs, navigation
    runsheet.py      a page → the minutes and parts of its session
    checks/          the handbook → findings
    report.py        findings → words

What the verbs write: scaffold.py, and moving.py upon resolving.py and released.py.
What the site shows is a function of the same model: views.py, modulemap.py, figures.py, catalogue.py.

The package imports no MkDocs, so that content and checks outlive it.
"""
