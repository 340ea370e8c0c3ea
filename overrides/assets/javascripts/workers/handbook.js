// The theme's search worker, given only the pages of the reader's own language.
const options = new URL(self.location).searchParams;
const language = options.get("language");
const other = /^en\//;

self.addEventListener("message", ({ data }) => {
  if (data.type !== 0) return; // 0: set up
  const isOurs = ({ location }) => other.test(location) === (language === "en");
  data.data.docs = data.data.docs.filter(isOurs);
  data.data.config.lang = [language];
});

importScripts(options.get("worker"));
