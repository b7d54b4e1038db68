// Keeps a copy of the composer's page for when there is no network. It answers for this one page, always asks the
// network first, and takes the copy only where that fails, the host is broken, or three seconds have passed.
const kept = "statuary-post", page = new URL("./", location.href).href
const copy = () => caches.open(kept).then(cache => cache.match(page))
const ask = async () => {
  const answer = await fetch(page, {cache: "no-cache"})
  if (answer.redirected) return Response.redirect(answer.url)
  if (answer.ok) await (await caches.open(kept)).put(page, answer.clone())
  return answer.status < 500 ? answer : await copy() || answer
}
addEventListener("install", event => event.waitUntil(ask().then(() => skipWaiting())))
addEventListener("activate", event => event.waitUntil(clients.claim()))
addEventListener("fetch", event => {
  if (event.request.mode != "navigate" || event.request.url.split(/[?#]/)[0] != page) return
  const asked = ask(), late = new Promise(done => setTimeout(done, 3000)).then(copy)
  event.waitUntil(asked.catch(() => {}))
  event.respondWith(Promise.race([asked, late]).catch(copy).then(answer => answer || asked))
})
