// @ts-check
/**
 * Answers for the network from what the reader has saved of this version. Registered when a reader saves, by
 * saving.js, which also writes what is read here. sw.js names the languages and their builds, and takes this in.
 */
(() => {
  /** @typedef {{ cache: string, current: boolean, hashes: Map<string, string> }} Copy */

  /** Milliseconds that a page may take before the saved one is shown. */
  const PATIENCE = 2500;

  const worker = /** @type {any} */ (self);
  /** @type {Record<string, { home: string, build: string }>} */
  const languages = worker.languages;
  const scope = new URL(worker.registration.scope).pathname;
  const prefix = `handbook:${scope}:`;
  const versions = new URL("../versions.json", worker.registration.scope).pathname;

  /** @type {Promise<Copy[]> | undefined} */
  let copies;

  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("message", () => (copies = undefined)); // something was saved or removed
  worker.addEventListener("activate", (/** @type {any} */ event) =>
    event.waitUntil(Object.keys(languages).length ? worker.clients.claim() : letGo()));

  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    /** @type {Request} */
    const request = event.request;
    const { origin, pathname } = new URL(request.url);
    // What is asked for past every cache is on its way to being saved.
    if (origin !== location.origin || request.method !== "GET" || request.cache === "no-store") return;
    if (pathname === versions) event.respondWith(otherVersions(event));
    else if (pathname.startsWith(scope)) {
      event.respondWith(answer(request, pathname.slice(scope.length).replace(/(^|\/)index\.html$/, "$1")));
    }
  });

  /** @param {Request} request @param {string} address counted from the version's root, without its query */
  async function answer(request, address) {
    const saved = await find(address);
    const isPage = !address || address.endsWith("/");
    if (saved?.current && !isPage) return saved.answer;
    const live = fetch(request);
    if (!saved) return request.mode === "navigate" ? live.catch(() => notSaved(address)) : live;
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, saved.answer));
    const sound = live.then((found) => (found.ok || found.type === "opaqueredirect" ? found : saved.answer));
    return Promise.race([sound, late]).catch(() => saved.answer);
  }

  /** @param {string} address */
  async function find(address) {
    for (const { cache, current, hashes } of await (copies ??= readCopies())) {
      const hash = hashes.get(address);
      const found = hash && (await caches.match(`${scope}${address}?${hash}`, { cacheName: cache }));
      if (found) return { answer: found, current };
    }
  }

  /** @returns {Promise<Copy[]>} */
  async function readCopies() {
    const found = await Promise.all(Object.entries(languages).map(async ([language, { build }]) => {
      const cache = prefix + language;
      const list = await (await caches.match(`${scope}offline/${language}.json`, { cacheName: cache }))?.json();
      if (!list) return [];
      return [{ cache, current: list.build === build, hashes: new Map([...list.core, ...list.pages, ...list.sheets]) }];
    }));
    return found.flat();
  }

  /** The page that says what is saved, in the language that was asked for. @param {string} address */
  async function notSaved(address) {
    if (await find(`${address}/`)) return Response.redirect(`${scope}${address}/`);
    const asked = Object.entries(languages).find(([, { home }]) => home && address.startsWith(home));
    const [language] = asked ?? Object.entries(languages)[0];
    const page = await find(`offline/${language}.html`);
    if (!page) return Response.error();
    const html = (await page.answer.text()).replaceAll(`="../`, `="${scope}`);
    return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  }

  /** Which versions there are: what was known last time at once, and what is known now for the next. @param {any} event */
  async function otherVersions(event) {
    const cacheName = `${prefix}versions`;
    const known = await caches.match(versions, { cacheName });
    const live = fetch(event.request).then(async (found) => {
      if (found.ok && (await readCopies()).length) await (await caches.open(cacheName)).put(versions, found.clone());
      return found;
    });
    event.waitUntil(live.catch(() => {}));
    return known ?? live;
  }

  /** Where nothing is offered any more, nothing is kept. */
  async function letGo() {
    for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
    await worker.registration.unregister();
  }
})();
