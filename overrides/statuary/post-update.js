// What the composer's form says: the update, the text of its file, what is wrong with it, and the way to the file.
const poster = (data, write, look, form, parts) => {
"use strict"
const words = data.words, minute = 6e4, longestLink = 7500, longTitle = 80
const $ = id => document.getElementById(id), value = id => $(id).value.trim()
const moment = id => value(id) ? Date.parse(value(id)) : 0, time = text => text ? Date.parse(text) : 0
const ends = ["resolved", "postmortem", "completed", "cancelled"], order = ["none", "minor", "major", "critical"]
// A page that tells a story stands still at its moment.
const now = () => data.still ? Date.parse(data.built) : Date.now()

// What is posted to: a new file, or one that is there. This page may not know of it yet.
const target = () => {
  const what = form.what.value, [fresh, kind] = what.split(":")
  if (fresh == "new") return {kind, stages: data.first[kind], usual: data.first[kind][0], known: {}}
  const id = what == "other" ? value("id").toLowerCase() : what, known = data.items[id] || {}
  const type = known.kind || value("kind")
  return {id, known, kind: type, path: known.path || `${data.folder}/${id}.md`, stages: known.stages || data.all[type],
    usual: "update"}
}
// An update keeps the stage that holds. What is over changes no component, nor does work that has not begun.
const standing = ({path, known}, said) => {
  const stage = said == "update" ? known.stage || said : said, over = ends.includes(stage)
  return {stage, over, fixed: over || path && stage == "scheduled"}
}
// Minutes are enough; seconds only where that minute is taken, as in posting/posting_times.py.
const instant = newest => {
  const at = Math.floor(now() / minute) * minute
  return at > newest ? at : Math.max(Math.floor(now() / 1e3) * 1e3, newest + 1e3)
}
const promised = at => {
  const said = form.next.value, length = Number(said)
  return said == "at" ? moment("next-at") : length ? (Math.floor(at / minute) + length) * minute : 0
}

// Everything that follows from the form: the update, and the incident as it will be with it.
const compose = () => {
  const to = target(), {id, path, kind, known} = to, stage = form.stage.value, {over, fixed} = standing(to, stage)
  const at = instant(time(known.newest)), old = known.components || {}
  const chosen = fixed ? [] : parts.filter(one => one.box.checked).map(one => [one.box.value, one.status.value])
  const changed = Object.fromEntries(chosen.filter(([key, status]) => old[key] != status))
  const post = {id, path, kind, known, stage, over, at, changed, statuses: over ? {} : {...old, ...changed},
    declared: over || kind == "maintenance" ? "" : form.impact.value, nextUpdate: over ? 0 : promised(at),
    noNextUpdate: !over && form.next.value == "none", starts: 0, ends: 0, started: path ? 0 : moment("started")}
  post.impact = post.declared || derived({kind, path, stage: standing(to, stage).stage}, known, changed, post.statuses)
  if (kind == "maintenance") for (const key of ["starts", "ends"]) post[key] = moment(key) || time(known[key])
  return withWords(post, data.templates.find(one => one.name == form.template.value))
}
// Of maintenance, the faults that stand count; what is planned, in a new file too, hurts as planned.
const derived = ({kind, path, stage}, known, changed, statuses) => {
  const base = known.impact || (kind == "incident" ? "minor" : "none"), planned = kind == "maintenance"
  if (known.declared) return base
  if (planned && (!path || stage == "scheduled")) return "none"
  const tones = Object.values(planned ? statuses : changed).map(status => order.indexOf(data.tones[status][0]))
  return order[Math.max(planned ? 0 : order.indexOf(base), ...tones)]
}
// What was typed wins; the template's lines count where nothing was. `usual` is what the template alone would say.
const withWords = (post, template) => {
  const slots = slotsOf(post)
  for (const key of ["who", "workaround", "estimate"]) {
    const line = template && (template.attributes || {})[key]
    post[key] = value(key) || line && write.fillLine(line, {...slots, [key]: ""}) || ""
  }
  const title = template && write.fillLine(template.title || "", titleSlots(post, slots)) || titleSlots(post, slots).symptom
  return {...post, usual: {title, text: template ? write.fill(template.text, slotsOf(post)) : ""},
    title: post.known.title || post.id || value("title") || title}
}
// Without the time between a resolution and the next start; what the page knew, and the time since it was built.
const lasted = ({known, at}, start) => "lasted" in known
  ? known.lasted + (known.end ? 0 : at - time(data.built)) : at - start
// As in render/wording/symptoms.py. `mark` makes a name, or the owner's sentence, what the text is written in.
const symptoms = mark => {
  const {faults, others, several, own, sorry: trouble, recovered, joined} = data.symptoms
  const say = (pair, keys, values) => {
    const names = keys.map(key => mark(data.names[key] || key)), [first, second] = names
    const components = names.length > 3 ? look.fillIn(others, {first, second}) : look.listed(names)
    return look.fillIn(pair[+(names.length > 1 || several.includes(keys[0]))] ?? pair[0], {components, ...values})
  }
  const wordsOf = (key, status) => (own[key] || {})[status]
  const parts = statuses => Object.entries(faults).map(([status, messages]) => {
    const keys = Object.keys(statuses).filter(key => statuses[key] == status)
    const said = keys.map(key => wordsOf(key, status)).filter(Boolean)
    return {messages, keys, rest: keys.filter(key => !wordsOf(key, status)),
      own: said.filter((one, at) => said.findIndex(other => other[1] == one[1]) == at)}
  }).filter(one => one.keys.length)
  return {
    title: statuses => parts(statuses).slice(0, 1).map(one => one.own.length ? one.own[0][0]
      : say(one.messages[0], one.keys))[0] || "",
    text: (statuses, sorry) => {
      const found = []
      for (const one of parts(statuses)) {
        const names = sorry && !found.length && !one.own.length
        found.push(...one.own.map(words => mark(words[1])))
        if (one.rest.length) found.push(say(one.messages[names ? 2 : 1], one.rest))
        sorry = sorry && !names
      }
      return [...found, ...found.length && sorry ? [trouble] : []]
        .reduce((first, second) => first ? look.fillIn(joined, {first, second}) : second, "")
    },
    apology: statuses => parts(statuses).slice(0, 1).map(one => say(one.messages[3], one.keys))[0] || trouble,
    recovery: (keys, time) => keys.length ? say(recovered[+Boolean(time)], keys, {time})
      : look.fillIn(recovered[2][+Boolean(time)], {time}),
  }
}
const aboutTrouble = (post, since) => {
  const {known, statuses, impact} = post, made = symptoms(write.nameMarks), worst = known.worst || {}
  if (post.kind != "incident") return {}
  if (!post.over) return {symptom: made.text(statuses, !post.path && ["major", "critical"].includes(impact))}
  if (impact == "none") return {recovery: data.symptoms.over}
  const faulty = Object.keys(worst).filter(key => worst[key] in data.symptoms.faults)
  return {recovery: made.recovery(faulty, since), sorry: made.apology(worst)}
}
// A title is no Markdown: names stand in it as they are.
const titleSlots = (post, slots) => {
  const names = Object.keys(post.statuses).map(key => data.names[key] || key), made = symptoms(one => one)
  return {...slots, components: names.length ? look.listed(names) : "",
    symptom: post.kind == "incident" ? made.title(post.statuses) : ""}
}
// As in posting/slots.py.
const slotsOf = post => {
  const known = post.known, near = at => at ? look.near(at, post.at) : ""
  const down = Object.keys(post.statuses).filter(key => post.statuses[key] != "operational")
  const names = (down.length ? down : Object.keys(known.worst || {})).map(key => write.nameMarks(data.names[key] || key))
  const start = time(known.start) || post.started || post.at, held = key => value(key) || known[key] || ""
  // What is told only once it is over has no duration that anybody knows: as in status/spans.py.
  const late = post.over && post.kind == "incident" && !post.started && !known.timed && post.at - start <= 2 * minute
  return {
    components: names.length ? look.listed(names) : "", title: write.nameMarks(known.title || value("title")),
    who: held("who"), workaround: held("workaround"), estimate: held("estimate"), next_update: near(post.nextUpdate),
    started: post.stage == "scheduled" || late ? "" : near(start),
    ended: post.over && !late ? near(time(known.end) || post.at) : "",
    duration: post.over && !late ? look.duration(lasted(post, start)) : "", starts: near(post.starts), ends: near(post.ends),
    ...aboutTrouble(post, late ? "" : near(time(known.end) || post.at)),
    support: data.support ? `[${write.nameMarks(data.support.name)}](${data.support.url})` : "",
  }
}

// The file; or what comes at its end, after an empty line.
const said = () => write.published($("text").value)
const written = post => {
  const {at, stage, who, workaround, estimate, nextUpdate, noNextUpdate, known, changed} = post
  const update = {at, stage, who, workaround, estimate, nextUpdate, noNextUpdate, text: said()}
  if (!post.path) return write.incidentText({...post, impact: post.declared, components: post.statuses, update})
  const moved = key => post[key] != time(known[key]) && post[key]
  return "\n" + write.updateText({...update, components: changed, impact: post.declared, starts: moved("starts"),
    ends: moved("ends")})
}
const pathOf = post => post.path || `${data.folder}/${write.incidentId(post.title, post.at, data.taken)}.md`

// What the rules about words find, as in rules/: a promise that was made before and is to come holds.
const rules = judge(data.rules)
const judgement = (post, text) => {
  const {known, who, workaround, estimate} = post, open = post.kind == "incident" && !post.over
  const promised = post.nextUpdate || post.noNextUpdate || time(known.nextUpdate) > post.at || rules.promises(text)
  const holds = {open, unpromised: open && !promised, end: post.stage == "resolved" && post.impact != "none"}
  const texts = {title: known.title ? "" : post.title, text, who, workaround, estimate}
  return rules.found(texts, holds, !post.path, known.waived || [])
}

// What is wrong, and what could be better, as in source/ and check/: [is an error, words, field, must not be copied].
const problems = post => {
  if (!form.what.value) return [[true, words.what, "what"]]
  const found = [], text = said(), size = [...text].length, title = [...post.title].length, {known} = post
  const most = post.stage == "postmortem" ? data.grammar.mostPostmortem : data.grammar.mostText
  const refuse = (bad, said, field, values) => bad && found.push([true, look.fillIn(words[said], values), field])
  const advise = (bad, said, field, values) => bad && found.push([false, look.fillIn(words[said], values), field])
  const judged = judgement(post, text), vague = judged.some(([rule]) => rule.id == "vague-promise")
  const unknown = post.path && !known.path, live = post.kind == "incident" && !post.over && post.impact != "none"
  refuse(unknown && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(post.id), "id", "id")
  refuse(!unknown && !write.oneLine(post.title), "title", "title")
  refuse(post.kind == "maintenance" && !post.path && !(post.starts && post.ends), "no_window", "starts")
  refuse(post.starts && post.ends && post.ends <= post.starts, "window", "ends")
  refuse(!post.over && form.next.value == "at" && post.nextUpdate <= post.at, "past", "next-at")
  refuse(post.started > post.at, "began", "started")
  refuse(size > most, "long", "text", {number: size, most})
  refuse(post.at > now() + 2 * minute, "clock", "text")
  const thing = data.names[Object.keys(post.statuses)[0]] || data.rules.thing
  for (const [{error, says}, field, words] of judged) found.push([error, look.fillIn(says, {words, thing}), field, error])
  advise(!write.strip(text), "text", "text")
  advise(write.escapeText(text, post.stage) != write.trimmed(text), "escaped", "text")
  advise(live && !unknown && !Object.keys(post.statuses).length && !Object.keys(known.worst || {}).length, "components", "components")
  advise(live && !unknown && !post.who && !known.who, "no_who", "who")
  advise(live && !vague && !post.nextUpdate && !post.noNextUpdate, "no_next", "next")
  advise(!post.path && title > longTitle, "long_title", "title", {number: title, most: longTitle})
  return found
}

// Where the text goes: within a link where it fits, else by the clipboard.
const way = (post, text) => {
  const to = data.repository, path = pathOf(post)
  if (!to) return {copied: true, how: look.fillIn(post.path ? words.how_by_hand_append : words.how_by_hand, {path})}
  const file = (to.folder + path).split("/").map(encodeURIComponent).join("/")
  if (post.path) return {href: to.edit.replace("{path}", file), copied: true, how: words.how_append}
  const href = to.new.replace("{path}", file), whole = href.replace("{text}", encodeURIComponent(text))
  if (whole.length > longestLink) return {href: href.replace(/&\w+=\{text\}/, ""), copied: true, how: words.how_paste}
  const copied = to.forge == "gitlab"
  return {href: whole, copied, how: copied ? words.how_both : words.how_new}
}

// What the card of the incident shows.
const shown = (post, word, note) => {
  const calm = post.kind == "maintenance" && post.impact == "none", [tone, impact] = data.impacts[post.impact]
  const {stage} = standing(post, post.stage), slots = slotsOf(post)
  return {...post, who: post.who || slots.who, workaround: post.workaround || slots.workaround, text: said(),
    estimate: post.estimate || slots.estimate, tone: post.over ? "ok" : calm ? "maintenance" : tone,
    word: calm ? data.kinds.maintenance : impact, stageWord: word(stage == "postmortem" ? "resolved" : stage),
    label: word(post.stage), sentence: note(stage), ahead: stage == "scheduled"}
}
return {compose, now, pathOf, problems, shown, slotsOf, standing, symptoms, target, time, way, written}
}
