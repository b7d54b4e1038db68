// A banner for the company's own pages. It has to stay under 2,000 bytes in any language, so it is written tight; it is
// served without lines such as this one and without the indentation. Whatever fails fails silently: it is a guest.
// D: the document. url: of the status page. T: the present. A: all that there is to tell; S: keys of what was dismissed;
// N: news, which is the rest. L: the live region. h makes an element, P reads a time, put sets one into words, W waits.
(async()=>{
  let D=document,url=new URL(".",D.currentScript.src).href,T=Date.now(),P=Date.parse,site={{ link }},C={{ colours }},
    A=(await(await fetch(url+"embed.json")).json()).filter(i=>!(P(i.starts)>T+864e5||P(i.ends)<=T)),
    // Today's time stands alone.
    put=(text,at)=>text.replace("{}",new Date(at).toLocaleString({{ locale }},
      {dateStyle:new Date(at).toDateString()==new Date(T).toDateString()?void 0:"medium",timeStyle:"short",hourCycle:"h23"})),
    W=()=>new Promise(go=>setTimeout(go,99)),
    // Attributes and CSSOM are what a strict Content-Security-Policy lets through.
    h=(tag,text,set,css)=>{
      let e=D.createElement(tag);
      e.append(text);
      e.style.cssText=css;
      for(let k in set)e.setAttribute(k,set[k]);
      return e
    };
  let S="";
  try{S+=localStorage[url]}catch{}
  let N=A.filter(i=>!S.includes(i.key));
  // While something fails, planned work waits.
  if(N.some(i=>i.tone))N=N.filter(i=>i.tone);
  while(!D.body)await W();
  if(!N[0]||D.getElementById(url))return;
  let bar=h("section","",{id:url,"aria-label":site,lang:{{ lang }}},
      "all:initial;position:sticky;top:0;z-index:99999;display:flex;flex-flow:wrap;gap:.4em 1em;align-items:center;"+
      "justify-content:center;padding:.6em;font:medium/1.4 system-ui;color:{{ short(palette.signs.words) }};background:"+
      // The worst of what is shown.
      (C[Object.keys(C).find(tone=>N.some(i=>i.tone==tone))]||{{ calm }})),
    L=h("div","",{role:"status"}),
    off=h("button",{{ dismiss }},0,"font:inherit;color:inherit;background:0;border:1px solid;padding:.2em .6em");
  off.onclick=()=>{
    bar.remove();
    try{localStorage[url]=A.filter(i=>N.includes(i)||S.includes(i.key)).map(i=>i.key)}catch{}
  };
  // In its shadow, the styles of the page that it stands on do not reach it.
  bar.attachShadow({mode:"open"}).append(L,
    h("a",site,{href:url+(N[1]?"":N[0].path)},"color:inherit"),off);
  D.body.prepend(bar);
  // Words that come into a live region once it is there are read out.
  await W();
  L.append(...N.slice(0,3).map(i=>{
    let e=h("div",h("b",i.title),{dir:"auto"});
    e.append(...(
      // What was said long ago may no longer be so.
      P(i.silent)<T?[put({{ silent }},i.at)]:[P(i.starts)>T?put({{ planned }},i.starts):i.state,
        i.help&&{{ help }}.replace("{}",()=>i.help),P(i.next)>T&&put({{ next }},i.next)]).filter(x=>x).map(x=>" \xb7 "+x));
    return e
  }))
})().catch(()=>{})
