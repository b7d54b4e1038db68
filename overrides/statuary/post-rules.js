// The rules that patterns alone decide, as in statuary/rules/typed.py, while somebody types; tests give the same texts to
// both. `rules` is what render/composer/composer_rules.py makes.
const judge = rules => {
"use strict"
const pattern = ([source, flags], more = "") => new RegExp(source, flags + more)
const hidden = rules.prose.map(([form, right]) => [pattern(form, "g"), right]), item = pattern(rules.item)
const [promise, clock] = [rules.promise, rules.clock].map(form => form && pattern(form))
const form = ([source, flags, small, whole]) => ({small, form: new RegExp(whole ? `^(?:${source})$` : source, flags + "g")})
const all = rules.all.map(rule =>
  ({...rule, forms: rule.forms.map(form), before: rule.before && pattern(rule.before)}))
const prose = text => hidden.reduce((left, [form, right]) => left.replace(form, () => right), text)
const sentences = text => prose(text).split("\n").flatMap(line => line.replace(item, "").split(/(?<=[.!?])[ \t]+/))
  .map(one => one.trim()).filter(Boolean)
const bare = text => text.toLowerCase().replaceAll("’", "'").split(/\s+/).join(" ").replace(/^[ .!:;,*_…]+|[ .!:;,*_…]+$/g, "")

// The first place that a rule finds in a text; nothing where it finds none.
const place = ({forms, before}, text) => {
  for (const {small, form} of forms) {
    for (const found of (small ? text.toLowerCase() : text).matchAll(form)) {
      if (found[0] && !(before && before.test(text.slice(0, found.index)))) return found[0]
    }
  }
}
const isAll = (rule, text) => text && prose(text).length < 400 && sentences(text).every(one => place(rule, bare(one)))
const ways = {
  text: (rule, text) => text.split("\n").map(line => place(rule, line)).find(Boolean),
  prose: (rule, text) => place(rule, prose(text)),
  sentence: (rule, text) => sentences(text).map(one => place(rule, one)).find(Boolean),
  all: (rule, text) => isAll(rule, text) && sentences(text).length ? text : undefined,
}
const finds = (id, text) => {
  const rule = all.find(one => one.id == id)
  return rule && ways[rule.reads](rule, text)
}
const promises = text => promise && clock
  ? sentences(text.toLowerCase()).some(one => promise.test(one) && clock.test(one)) : /\d/.test(prose(text))

// Of an update with these texts by field: [rule, field, words]. `holds` says whether something is so: open, end …
const found = (texts, holds, isFirst, waived) => all.flatMap(rule => {
  if (rule.when && !holds[rule.when] || isFirst && !rule.early || rule.waivable && waived.includes(rule.id)) return []
  const read = rule.error ? Object.entries(texts) : [["text", texts.text]]
  const [field, words] = read.map(([field, text]) => [field, finds(rule.id, text)]).find(([, words]) => words) || []
  return field ? [[rule, field, words]] : []
})
return {finds, found, promises}
}
