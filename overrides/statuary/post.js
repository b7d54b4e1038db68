// The composer's form. What is chosen and typed becomes the text of an update, is kept as a draft in this browser, and
// is taken to where the files are by a link or by the clipboard. Nothing is fetched or sent.
(() => {
"use strict"
const data = JSON.parse(document.getElementById("data").textContent), words = data.words, minute = 6e4
const $ = id => document.getElementById(id), form = $("post"), all = css => [...form.querySelectorAll(css)]
const parts = all(".part").map(row => ({row, box: row.querySelector("input"), status: row.querySelector("select")}))
const write = writer(data.grammar), look = previewer(data), make = poster(data, write, look, form, parts)
const place = `statuary ${location.pathname}`, {now, time} = make
const put = (one, text) => one.textContent == text || (one.textContent = text)
const isTouched = () => $("text").value.trim() != memory.filled.trim()
// `filled` and `promise` are what we chose ourselves: as long as they stand, they follow the rest of the form.
let post, memory = {filled: "", promise: ""}, begun, told = "", tried = false

// The lists, for what is posted.
const pill = stage => all("[name=stage]").find(one => one.value == stage)
const stageOf = stage => pill(stage).closest("label").textContent.trim(), noteOf = stage => pill(stage).dataset.note
const hide = (id, hidden) => { $(id).hidden = Boolean(hidden) }
const showFields = () => {
  const to = make.target(), {kind, stages, usual, known, path} = to, work = kind == "maintenance"
  for (const one of all("[name=stage]")) {
    const may = stages.includes(one.value)
    one.closest("label").hidden = !may
    if (!may) one.checked = false
  }
  form.stage.value ||= usual
  const stage = form.stage.value, {over, fixed} = make.standing(to, stage)
  hide("other", form.what.value != "other")
  hide("kind-field", known.kind)
  hide("title-field", path)
  hide("components", fixed)
  hide("window", !work || path && !["update", "scheduled"].includes(stage))
  hide("promise", over)
  hide("next-at-field", form.next.value != "at")
  hide("started-field", path || work)
  hide("impact-field", work || over)
  hide("now", !known.stage)
  put(form.impact.options[0], path ? words.before : words.derived)
  put($("stage-note"), noteOf(stage))
  if (known.stage) put($("now"), look.fillIn(words.now, {stage: stageOf(known.stage), time: look.near(time(known.newest), now())}))
  for (const one of parts) one.status.hidden = !one.box.checked
  listTemplates(`${kind}-${stage.replaceAll("_", "-")}`, stageOf(stage), over ? "" : kind, path)
}
// Those of the stage, then those of what happened, which fit every stage while it is open; with a title, the first update, too.
const listTemplates = (usual, word, kind, path) => {
  const box = form.template, fits = one => one.name == usual || one.name.startsWith(usual + "-")
  const happened = one => one.name == `${kind}-${one.scenario}` && (path || one.title), all = data.templates
  const mine = [...all.filter(one => !one.scenario && fits(one)), ...all.filter(happened)], shown = mine.map(one => one.name)
  if (box.dataset.usual == shown) return
  box.dataset.usual = shown
  const name = one => (one.scenario || one.name.slice(usual.length + 1)).replaceAll("-", " ") || word
  box.replaceChildren(box.options[0], ...mine.map(one => new Option(look.fillIn(words.ready, {name: name(one)}), one.name)))
  box.value = memory.template ?? (isTouched() ? "" : usual)
  if (box.selectedIndex < 0) box.value = ""
}

// Another choice begins with what is known of it.
const usualPromise = ({kind, impact}) => kind == "incident" ? `${data.cadence[impact] || "none"}` : ""
const localTime = at => new Date(at - new Date(at).getTimezoneOffset() * minute).toISOString().slice(0, 16)
const begin = () => {
  const {kind, known, usual, path} = make.target(), which = [kind, known.path, !path].join()
  if (which == begun) return
  if (!begun) fold(form.what.value != "other")
  begun = which
  for (const {row, box, status} of parts) {
    const had = (known.components || {})[box.value]
    box.checked = box.hidden = Boolean(had)
    status.value = had || (kind == "maintenance" ? "under_maintenance" : "partial_outage")
    row.parentNode.open = false
  }
  for (const one of parts) if (one.box.checked || parts.length < 13 && !path) one.row.parentNode.open = true
  for (const key of ["who", "workaround", "estimate"]) $(key).placeholder = known[key] || ""
  for (const key of ["starts", "ends"]) if (known[key]) $(key).value = localTime(time(known[key]))
  form.next.value = memory.promise = usualPromise({kind, impact: known.impact || "minor"})
  form.stage.value = usual
}
// Once it is chosen by hand, what else could be is out of the way; keys go through the choices one by one.
const fold = folded => {
  $("what").classList.toggle("folded", folded)
  $("others").hidden = !folded
}

// What follows from the form.
const refresh = () => {
  hide("rest", !form.what.value)
  hide("bar", !form.what.value)
  if (!form.what.value) return
  showFields()
  post = make.compose()
  if (form.next.value == memory.promise && memory.promise != usualPromise(post)) {
    form.next.value = memory.promise = usualPromise(post)
    post = make.compose()
  }
  $("title").placeholder = post.usual.title
  if (form.template.value && !isTouched()) $("text").value = memory.filled = post.usual.text
  const text = make.written(post), {href, how} = make.way(post, text)
  if (document.activeElement != $("result")) $("result").value = text
  if (href) Object.assign($("go"), {href, target: "_blank", rel: "noopener"})
  put($("how"), told || how)
  put($("place"), look.fillIn(post.path ? words.end_of_file : words.new_file, {path: make.pathOf(post)}))
  $("preview").replaceChildren(look.show(make.shown(post, stageOf, noteOf)))
  listProblems(make.problems(post))
}
const listProblems = found => {
  const errors = found.filter(([error]) => error).length
  put($("count"), errors ? look.fillIn(words.errors, {number: errors})
    : found.length ? look.fillIn(words.advice, {number: found.length}) : words.fine)
  $("count").className = errors && tried ? "error" : ""
  const link = ([error, text, field]) => {
    const one = Object.assign(look.make("a", "", text), {href: "#" + field})
    one.addEventListener("click", event => { event.preventDefault(); visit(field) })
    return look.make("li", error ? "error" : "", one)
  }
  $("list").replaceChildren(...found.length ? found.map(link) : [look.make("li", "", words.fine)])
  for (const one of all("[aria-invalid]")) one.removeAttribute("aria-invalid")
  if (tried) for (const [error, , field] of found) if (error && $(field).matches("input,textarea")) $(field).ariaInvalid = "true"
}
const visit = field => {
  const one = $(field), into = one.matches("fieldset") ? one.querySelector("summary,input") : one
  if (into.parentNode.closest("details")) into.parentNode.closest("details").open = true
  into.scrollIntoView({block: "center"})
  into.focus({preventScroll: true})
}

// The clipboard, without a wait, so that the link still opens; where that is refused, the text is left marked.
const copy = () => {
  const box = $("result"), before = document.activeElement
  box.focus({preventScroll: true})
  box.setSelectionRange(0, box.value.length)
  let done = false
  try { done = document.execCommand("copy") } catch {}
  if (done && before) before.focus({preventScroll: true})
  else box.scrollIntoView({block: "center"})
  return done
}
const tell = text => put($("how"), told = text)
const go = event => {
  tried = true
  refresh()
  if (make.problems(post).some(([error]) => error)) {
    event.preventDefault()
    put($("told"), $("count").textContent)
    return visit("before")
  }
  $("result").value = make.written(post)
  const {copied, how} = make.way(post, $("result").value), done = !copied || copy()
  if (!done) event.preventDefault()
  if (copied) tell(!done ? words.not_copied : data.repository ? how : look.fillIn(data.symptoms.joined, {first: words.copied, second: how}))
  save()
}

// The draft.
const names = ["id", "kind", "title", "text", "who", "workaround", "estimate", "next", "next-at", "impact", "started",
  "starts", "ends"]
const save = () => {
  const draft = {...memory, at: now(), what: form.what.value, stage: form.stage.value, template: form.template.value}
  for (const name of names) draft[name] = $(name).value
  draft.parts = Object.fromEntries(parts.filter(one => one.box.checked).map(one => [one.box.value, one.status.value]))
  try { localStorage.setItem(place, JSON.stringify(draft)) } catch {}
}
const restore = () => {
  let draft
  try { draft = JSON.parse(localStorage.getItem(place)) } catch {}
  if (!draft || !draft.what) return false
  if (![...form.what].some(one => one.value == draft.what)) Object.assign(draft, {id: draft.what, what: "other"})
  form.what.value = draft.what
  $("id").value = draft.id
  $("kind").value = draft.kind
  begin()
  for (const name of names) $(name).value = draft[name] ?? ""
  form.stage.value = draft.stage
  for (const {row, box, status} of parts.filter(one => draft.parts[one.box.value])) {
    box.checked = row.parentNode.open = true
    status.value = draft.parts[box.value]
  }
  memory = {filled: draft.filled, promise: draft.promise, template: draft.template}
  hide("draft", false)
  put($("draft").firstElementChild, look.fillIn(words.draft, {time: look.near(draft.at, now())}))
  return true
}
const start = () => {
  const open = Object.keys(data.items).filter(key => data.items[key].kind == "incident" && !data.items[key].over)
  if (open.length == 1) form.what.value = open[0]
  if (form.what.value) begin()
}
const restart = () => {
  try { localStorage.removeItem(place) } catch {}
  form.reset()
  memory = {filled: "", promise: ""}
  begun = undefined
  told = ""
  tried = false
  form.template.dataset.usual = ""
  hide("draft", true)
  fold(false)
  start()
  refresh()
  scrollTo(0, 0)
  form.querySelector("[name=what]").focus({preventScroll: true})
}

form.addEventListener("input", ({target: {name, value}}) => {
  told = ""
  if (["what", "id", "kind"].includes(name)) begin()
  if (name == "template") {
    const chosen = data.templates.find(one => one.name == value), text = $("text").value.trim()
    if (!isTouched()) $("text").value = memory.filled = ""
    else if (chosen) $("text").value = `${text}\n\n${write.fill(chosen.text, make.slotsOf(post))}`
  }
  refresh()
  save()
})
form.addEventListener("submit", event => event.preventDefault())
$("go").addEventListener("click", go)
// What must not be read by anybody does not leave the form.
$("copy").addEventListener("click", () => {
  if (make.problems(post).some(([, , , leaks]) => leaks)) visit("before")
  else tell(copy() ? words.copied : words.not_copied)
})
$("clear").addEventListener("click", restart)
$("restart").addEventListener("click", restart)
$("others").addEventListener("click", () => {
  fold(false)
  form.querySelector("[name=what]:checked").focus()
})
$("what").addEventListener("click", event => {
  if (event.detail && event.target.closest(".pick")) setTimeout(() => fold(form.what.value != "other"))
})
$("id").setAttribute("list", "ended")
for (const one of all(".zone")) put(one, look.fillIn(words.zone, {zone: Intl.DateTimeFormat().resolvedOptions().timeZone}))
// Here and not in the style sheet, for checkers of CSS do not know it yet.
for (const one of all("textarea")) one.style.fieldSizing = "content"
$("plain").hidden = true
form.hidden = false
if (!restore()) start()
refresh()
delete memory.template
setInterval(refresh, minute / 4)
addEventListener("pageshow", refresh)
if (form.dataset.worker && navigator.serviceWorker) navigator.serviceWorker.register(form.dataset.worker).catch(() => {})
})()
