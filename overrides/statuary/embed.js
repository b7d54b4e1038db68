// A banner for the company's own pages. It has to stay under 2,000 bytes in any language, so it is written tight; it is
// served without lines such as this one and without the indentation. Whatever fails fails silently: it is a guest.
// D: the document. url: of the status page. all: what there is to tell; news: what of it was not dismissed.
// h makes an element, P reads a time.
(async()=>{
  let D=document,url=new URL(".",D.currentScript.src).href,now=Date.now(),P=Date.parse,site={{ link }},
    page=await(await fetch(url+"api/v2/summary.json")).json(),
    all=page.incidents.filter(i=>i.impact!="none").concat(page.scheduled_maintenances.filter(i=>i.status!="scheduled"||
      P(i.scheduled_for)<now+864e5&&P(i.scheduled_until)>now)),
    // Every update changes this, so whoever dismissed the one before sees the next.
    mark=i=>i.id+i.status+i.updated_at,
    wait=()=>new Promise(go=>setTimeout(go,99)),
    // Attributes and CSSOM are what a strict Content-Security-Policy lets through.
    h=(tag,text,set,css)=>{
      let e=D.createElement(tag);
      e.append(text);
      e.style.cssText=css;
      for(let k in set)e.setAttribute(k,set[k]);
      return e
    };
  let seen="";
  try{seen+=localStorage[url]}catch{}
  let news=all.filter(i=>!seen.includes(mark(i)));
  while(!D.body)await wait();
  if(!news[0]||D.getElementById(url))return;
  let bar=h("section","",{id:url,"aria-label":site,lang:{{ lang }}},
      "all:initial;position:sticky;top:0;z-index:99999;display:flex;flex-flow:wrap;gap:.4em 1em;align-items:center;"+
      "justify-content:center;padding:.6em;font:medium/1.4 system-ui;color:{{ short(palette.signs.words) }};background:"+
      ({{ colours }}[page.status.indicator]||{{ calm }})),
    live=h("div","",{role:"status"}),
    off=h("button",{{ dismiss }},0,"font:inherit;color:inherit;background:0;border:1px solid;padding:.2em .6em");
  off.onclick=()=>{
    bar.remove();
    try{localStorage[url]=all.map(mark)}catch{}
  };
  // In its shadow, the styles of the page that it stands on do not reach it.
  bar.attachShadow({mode:"open"}).append(live,
    h("a",site,{href:news[1]?url:news[0].shortlink},"color:inherit"),off);
  D.body.prepend(bar);
  // Words that come into a live region once it is there are read out.
  await wait();
  live.append(...news.slice(0,3).map(i=>h("div",i.name+" \xb7 "+
    // Three days without a word: what was said may no longer be so.
    (!i.scheduled_for&&now-P(i.updated_at)>2592e5?{{ silent }}:{{ stages }}[i.status]||i.status).replace("{}",
    new Date(i.scheduled_for||i.updated_at).toLocaleString({{ locale }},
    {dateStyle:"medium",timeStyle:"short",hourCycle:"h23"})),{dir:"auto"})))
})().catch(()=>{})
