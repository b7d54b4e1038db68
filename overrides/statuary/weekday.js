// The weekday of planned work in the reader's zone, where live.js has said its times so; the page's own word stays at hand.
for (const one of document.querySelectorAll("[data-weekday]")) {
  const format = new Intl.DateTimeFormat([document.documentElement.lang, "en"], {weekday: "long"})
  if (!one.closest(".window").querySelector("b time").title) continue
  one.title = one.textContent
  one.textContent = format.format(new Date(one.dataset.weekday))
}
