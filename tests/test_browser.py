def test_smoke(visit, site):
    page = visit()
    page.goto("./")
    print(page.title(), page.url, len(site.documents))
    for d in site.documents.values(): d.root
