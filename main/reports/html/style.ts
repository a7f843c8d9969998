/** The look of a report: the tokens of the window, light and dark, and of paper when printed. */
const light = `color-scheme:light;--canvas:#f4f5f5;--surface:#ffffff;--sunken:#eceeee;--ink:#14171a;--ink-2:#4a5157;--ink-3:#636b72;--line:#e1e4e6;--line-2:#cfd4d7;--line-strong:#848c93;
--fixed:#1f5fbf;--broken:#b0400d;--evidence:#76b5fe;--run-0:#3b4045;--run-1:#2751b8;--run-2:#c8404f;--run-3:#007c8a;--run-4:#7f1f7f;--run-5:#835d02;--run-6:#7e57cf;--run-7:#861501;--band:.13;
--claim:linear-gradient(transparent 54%,var(--mark) 54% 92%,transparent 92%);`
const dark = `color-scheme:dark;--canvas:#0f1113;--surface:#17191c;--sunken:#1f2226;--ink:#eceeef;--ink-2:#b0b7bd;--ink-3:#8f979f;--line:#282c31;--line-2:#363b41;--line-strong:#757d85;
--fixed:#76b5fe;--broken:#ff9a62;--run-0:#c3c9cd;--run-1:#76b5fe;--run-2:#fe7683;--run-3:#24e2fb;--run-4:#cf8acb;--run-5:#bfae3c;--run-6:#8b93f7;--run-7:#ffaf7a;--band:.18;
--claim:linear-gradient(transparent 86%,var(--mark) 86% 96%,transparent 96%);`

export const style = `
:root{--font-ui:-apple-system,"Segoe UI Variable Text","Segoe UI",Inter,"Noto Sans","PingFang SC","Microsoft YaHei UI","Noto Sans CJK SC","Source Han Sans SC",sans-serif;
--font-finding:"New York","Iowan Old Style","Source Serif 4",Charter,"Noto Serif CJK SC","Noto Serif SC","Songti SC",Georgia,serif;
--font-mono:ui-monospace,"SF Mono","Cascadia Mono","JetBrains Mono","DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;
--t-micro:11px;--t-small:12px;--t-body:13px;--t-read:15px;--t-title:18px;--t-finding:25px;--lh-ui:1.4;--lh-read:1.6;--mark:#ffd93b;--map:linear-gradient(90deg,#2b1e66,#542977,#80347d,#ab4179,#d3546a,#ea765a,#f89d55,#fdc465,#faea89);
${light}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
@media screen{:root[data-theme=dark]{${dark}}}
:lang(zh){--t-body:14px;--t-small:13px;--t-micro:12px;--t-finding:24px;--lh-ui:1.5;--lh-read:1.75;--font-finding:"Iowan Old Style","Source Serif 4",Charter,"Songti SC","Noto Serif CJK SC","Noto Serif SC","Source Han Serif SC","Microsoft YaHei UI",serif}
@media (prefers-contrast:more){:root{--line:var(--line-strong);--ink-3:var(--ink-2)}}
*{box-sizing:border-box;margin:0}
body{font:400 var(--t-body)/var(--lh-ui) var(--font-ui);color:var(--ink);background:var(--canvas);font-variant-numeric:tabular-nums;text-rendering:optimizeLegibility;-webkit-font-smoothing:antialiased}
:lang(zh){text-autospace:normal}
main{max-width:1080px;margin:0 auto;padding:48px 56px 64px;background:var(--surface);min-height:100vh}
@media (min-width:1160px){main{margin:32px auto;border:1px solid var(--line);border-radius:10px;min-height:0}}
@media (max-width:1000px){main{padding:32px 24px 48px}}
@media (max-width:720px){main{padding:24px 16px}}
.title{font-size:var(--t-title);font-weight:600;letter-spacing:-.012em;line-height:1.25;margin-top:12px}
:lang(zh) .title{letter-spacing:0}
.dim{color:var(--ink-3)}.small{font-size:var(--t-small)}.mono{font-family:var(--font-mono);font-size:.92em}
h1{font:400 var(--t-finding)/1.34 var(--font-finding);letter-spacing:-.008em;text-wrap:pretty;margin:8px 0 16px;max-width:850px}
h2{font-size:var(--t-title);font-weight:600;letter-spacing:-.012em;line-height:1.25;margin:48px 0 4px}
h3,.lead{font-size:var(--t-small);font-weight:500;color:var(--ink-2);margin:16px 0 6px}
:lang(zh) h1,:lang(zh) h2{letter-spacing:0}:lang(zh) h1{line-height:1.5}
h2+.under{margin-bottom:12px}
.under{color:var(--ink-3);font-size:var(--t-small);max-width:850px;text-wrap:pretty}
.finding{font:400 19px/var(--lh-read) var(--font-finding);max-width:850px;text-wrap:pretty}
:lang(zh) .finding{font-size:18px}
.limits{margin-top:10px;color:var(--ink-2);max-width:850px}
.mark{padding:.04em .14em;margin:0 -.06em;border-radius:2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.mark.yes{background:var(--claim)}
.mark.none{text-decoration:underline dotted 2px var(--line-strong);text-underline-offset:5px}
.mark.no{text-decoration:underline wavy 1.5px var(--broken);text-underline-offset:5px}
.read{font-size:var(--t-read);line-height:var(--lh-read);max-width:760px;text-wrap:pretty}
.remark{border-left:3px solid var(--line-2);padding:1px 0 1px 14px;margin-top:24px;color:var(--ink-2);max-width:850px;line-height:var(--lh-read)}
.wide{overflow-x:auto;margin:0 -8px}
table{border-collapse:collapse;width:100%}
th{font-size:var(--t-small);font-weight:500;color:var(--ink-3);text-align:left;padding:0 8px 7px;vertical-align:bottom;line-height:1.3}
tbody td{height:32px;border-top:1px solid var(--line)}td{padding:0 8px;vertical-align:middle}
tbody th{font-size:inherit;font-weight:500;color:var(--ink);border-top:1px solid var(--line);padding:0 8px;vertical-align:middle;white-space:nowrap}
.num{text-align:right;white-space:nowrap}thead :is(.num,.fit){white-space:normal}.pm{color:var(--ink-3)}.fit{padding:0 4px;white-space:nowrap}.nowrap{white-space:nowrap}
tr.basis td,tr.basis th{color:var(--ink-2)}
@media screen and (max-width:1000px){.wide :is(th,td){padding-left:5px;padding-right:5px}.wide .nowrap{white-space:normal;word-break:keep-all}.sortable tbody th{white-space:normal;min-width:106px;padding-left:38px;text-indent:-33px}.role{display:inline-block;text-indent:0}}
.role{color:var(--ink-3);font-size:var(--t-small);font-weight:400;margin-left:6px}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:6px 20px}dt{color:var(--ink-3)}dd{overflow-wrap:anywhere}
ul{padding:0;list-style:none;display:grid;gap:5px}li{display:grid;grid-template-columns:18px minmax(0,1fr);gap:4px;align-items:baseline;max-width:850px}
li .ok{color:var(--fixed);font-weight:600}li .warn{color:var(--broken);font-weight:600}
.plain li{grid-template-columns:12px minmax(0,1fr)}.plain li::before{content:"–";color:var(--ink-3)}
svg{display:block;font-family:var(--font-ui)}svg text{font-size:11.5px}
.swatch{display:inline-block;vertical-align:middle;margin-right:9px}.forest{overflow:visible}
.axis{fill:var(--ink-3)}.name{font-weight:500;font-size:12px}.band{opacity:var(--band)}
.chart{width:100%;max-width:850px;height:auto}
.matrices{display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:24px}.matrix{width:100%;height:auto;max-width:340px}.matrix .count{fill:var(--ink)}.matrix .axis{font-size:11px}
.images{display:flex;flex-wrap:wrap;gap:8px}.images figure{width:72px}
figcaption{font-size:var(--t-small);color:var(--ink-2);margin-top:3px;line-height:1.3}
.tile{width:100%;height:auto;background:#000;outline:1px solid var(--line-2)}image{image-rendering:pixelated}
.looks{width:100%;table-layout:fixed}.looks td,.looks tbody th{border-top:1px solid var(--line);padding:8px 4px 6px;vertical-align:top;height:auto}.looks th:first-child{width:150px;white-space:normal}.looks tr th:first-child{padding-left:8px}.looks thead th{padding:0 4px 6px}
.looks .caption{font-size:var(--t-small);font-weight:400;color:var(--ink-2);line-height:1.3;white-space:normal}.looks ruby{line-height:1.9}.looks .answer{font-size:var(--t-small);color:var(--ink-2);margin-top:3px;line-height:1.3}.looks .right{color:var(--ink);font-weight:500}
.key{display:flex;align-items:center;gap:10px;margin:10px 0 14px;font-size:var(--t-small);color:var(--ink-3);flex-wrap:wrap}.ramp{width:160px;height:8px;background:var(--map)}
pre{font:400 12px/1.5 var(--font-mono);background:var(--sunken);padding:14px 16px;border-radius:6px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;margin-top:10px}
footer{margin-top:48px;padding-top:12px;border-top:1px solid var(--line);color:var(--ink-3);font-size:var(--t-small)}
.notes{margin-top:24px;max-width:850px}.notes p{margin:0 0 10px;white-space:pre-line;overflow-wrap:anywhere}.left-out{margin-top:16px}
.sort>span{display:block}.sort:hover{color:var(--ink)}.sort[aria-sort]{color:var(--ink)}.sort[aria-sort=ascending]>span::after{content:" ↑"}.sort[aria-sort=descending]>span::after{content:" ↓"}
.off:not(text){display:none}text.off{opacity:.45;text-decoration:line-through}[role=button]{cursor:pointer}:focus-visible{outline:2px solid var(--ink);outline-offset:1px;box-shadow:0 0 0 4px var(--mark)}.readout{min-height:18px}
.theme{float:right;font:inherit;font-size:var(--t-small);color:var(--ink-2);background:none;border:1px solid var(--line-2);border-radius:6px;padding:3px 10px;cursor:pointer}
.large{margin:auto;border:1px solid var(--line-2);border-radius:10px;padding:16px;background:var(--surface);color:var(--ink);max-width:none}.large::backdrop{background:rgb(0 0 0/.5)}.large .tile{width:min(72vh,86vw)}.large p{margin-top:10px;text-align:center}
.hidden{position:absolute;width:0;height:0;overflow:hidden}
@media print{.theme,.readout,dialog{display:none}body{background:#fff}.wide{overflow:visible;margin:0}.wide table{zoom:.68}main{padding:0;margin:0;border:0;max-width:none}h2{break-after:avoid}tr,figure,.matrix,.chart{break-inside:avoid}pre{white-space:pre-wrap}@page{size:A4;margin:16mm 14mm;@bottom-center{content:counter(page) ' / ' counter(pages);font-size:9px}}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`
