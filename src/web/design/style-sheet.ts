import { createHash } from 'node:crypto';
import { tokensCss } from './tokens.js';

const fonts =
  'ui-sans-serif,system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif';
const mono = 'ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace';

// Sizes are in rem: 18 px for one at the normal text size, 24 px at the large one, and whatever a
// reader's own browser setting makes of it. The scale is 14 16 18 22 28 36 of those 18.
const ground = `
*{box-sizing:border-box;margin:0}
html{font-size:112.5%;line-height:1.5;-webkit-text-size-adjust:100%;text-size-adjust:100%}
html[data-text=large]{font-size:150%}
html[lang^=zh]{line-height:1.6}
body{font-family:${fonts};background:var(--paper);color:var(--ink);overflow-wrap:anywhere}
.column,.bar{max-width:38rem;margin:0 auto;padding:0 16px}
main{padding-bottom:48px}
main.column{padding-bottom:48px}
h1{font-size:1.556rem;line-height:1.2;font-weight:750;letter-spacing:-.01em}
h2{font-size:1.222rem;line-height:1.3;font-weight:700}
html[lang^=zh] h1{letter-spacing:0}
p+p{margin-top:.65em}
ol,ul{padding:0;list-style:none}
a{color:var(--sky);text-underline-offset:.18em;text-decoration-thickness:.07em}
:focus-visible{outline:3px solid var(--sky);outline-offset:2px;border-radius:4px}
code{font-family:${mono};font-size:.94em}
small,.small{font-size:.889rem}
.soft{color:var(--soft)}
.code{font-family:${mono};font-weight:600;letter-spacing:.04em}
.code span+span::before{content:"·";padding:0 .18em;opacity:.7}
.icon{width:1.333em;height:1.333em;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;

const bar = `
.bar{display:flex;flex-wrap:wrap;align-items:center;min-height:56px;padding-block:4px}
.bar .mark{margin-right:auto;display:flex;align-items:center;gap:8px;min-height:48px;font-weight:700;color:var(--field);text-decoration:none}
.bar .mark svg{width:26px;height:26px}
.bar .choice{display:inline-flex;align-items:center;justify-content:center;min-width:48px;min-height:48px;padding:0 4px;border-radius:8px;color:var(--soft);text-decoration:none;font-size:.889rem}
.bar .choice:hover{background:var(--card);color:var(--ink)}
.bar .large{font-size:1.222rem}
.bar [aria-current]{color:var(--ink);font-weight:700;text-decoration:underline;text-decoration-color:var(--field);text-decoration-thickness:3px;text-underline-offset:.4em}
`;

const band = `
.band{padding:24px 0;background:var(--g);color:var(--t)}
.band .column{display:flex;gap:14px}
.band .column>.icon{width:2.222rem;height:2.222rem;margin-top:-1px;stroke-width:2.2}
.band h1+p{margin-top:8px}
.band p+p{margin-top:4px}
.band a{color:inherit}
.recorded{--t:var(--recorded);--g:var(--recorded-ground)}
.caution{--t:var(--caution);--g:var(--caution-ground)}
.unknown{--t:var(--unknown);--g:var(--unknown-ground)}
.stop{--t:var(--stop);--g:var(--stop-ground)}
.band.stop{--t:var(--stop-band-text);--g:var(--stop-band)}
.band.stop h1{font-size:2rem}
.band.stop h2{margin-top:20px;font-size:1rem}
.band.stop .todo{counter-reset:step;margin-top:6px;font-size:1.111rem;font-weight:600}
.band.stop .todo li{display:flex;gap:12px;padding:6px 0}
.band.stop .todo li::before{counter-increment:step;content:counter(step);flex:none;width:1.7em;height:1.7em;border:2px solid;border-radius:50%;font-size:.889rem;line-height:1.55em;text-align:center}
.band.stop .goods{font-size:1.222rem;font-weight:600}
.note{display:flex;gap:12px;margin-top:16px;padding:14px 16px;border-radius:8px;background:var(--g);color:var(--t)}
.note .icon{margin-top:2px}
.note a{color:inherit}
.aside{font-weight:400;white-space:nowrap}
.reach a{display:inline-flex;align-items:center;min-height:48px;padding:8px 0;font-weight:600;vertical-align:top}
`;

const sections = `
.product{padding:24px 0 4px}
.product h2{font-size:1.556rem;font-weight:750;line-height:1.2}
.facts{margin-top:12px}
.facts div{display:flex;flex-wrap:wrap;gap:0 16px;padding:9px 0;border-bottom:1px solid var(--line)}
.facts dt{flex:0 0 6.2em;color:var(--soft)}
.facts dd{flex:1 1 9em;font-weight:600}
section.part{margin-top:32px}
.part>h2{display:flex;align-items:center;gap:10px;margin-bottom:10px}
.part>h2 .icon{color:var(--field)}
.grade{display:inline-block;padding:0 .55em;border:1px solid var(--line);border-radius:99px;font-size:.778rem;line-height:1.65;color:var(--soft)}
.rows li{padding:9px 0;border-bottom:1px solid var(--line)}
.rows li:last-child{border:0}
.journey{margin-top:14px}
.journey li{position:relative;padding:0 0 22px 30px}
.journey li::before{content:"";position:absolute;left:8px;top:.7em;bottom:-.7em;border-left:2px solid var(--field)}
.journey li:last-child{padding-bottom:0}
.journey li:last-child::before{display:none}
.journey .step::after{content:"";position:absolute;left:2px;top:.42em;width:14px;height:14px;border-radius:50%;background:var(--field);border:3px solid var(--paper)}
.journey .gap{padding-bottom:22px;color:var(--caution)}
.journey .gap::before{border-left:2px dashed var(--caution)}
.journey .gap span{display:inline-block;padding:2px 10px;border-radius:6px;background:var(--caution-ground);font-size:.889rem}
.journey .act{font-weight:700}
.journey .when{display:block;font-size:.889rem;color:var(--soft)}
.journey .who{display:block;margin-top:2px;font-size:.889rem;color:var(--soft)}
.switch{font-size:.889rem}
.switch a{display:inline-block;padding:8px 0}
.lines{white-space:pre-wrap}
.plain li{padding:3px 0 3px 20px;position:relative}
.plain li::before{content:"–";position:absolute;left:2px;color:var(--soft)}
details{margin-top:32px;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
summary{min-height:52px;padding:12px 0;font-weight:700;cursor:pointer}
details .facts{margin:0 0 12px}
details .facts div:last-child{border:0}
details dd{font-weight:400}
`;

const forms = `
form{margin-top:24px}
label,legend{display:block;padding:0;font-weight:600}
.group{margin-top:20px;border:0;padding:0;min-width:0}
.hint{font-size:.889rem;color:var(--soft)}
input,select,textarea{width:100%;min-height:52px;margin-top:6px;padding:8px 12px;border:2px solid var(--soft);border-radius:8px;background:var(--card);color:var(--ink);font:inherit}
input[type=radio],input[type=checkbox]{width:24px;min-height:24px;height:24px;margin:0;flex:none;accent-color:var(--field)}
.radio{display:flex;align-items:center;gap:12px;min-height:48px;font-weight:400}
.pair{display:flex;flex-wrap:wrap;gap:0 16px}
.pair>*{flex:1 1 8em}
[aria-invalid=true]{border-color:var(--stop)}
.fault{margin-top:4px;color:var(--stop);font-weight:600;font-size:.889rem}
.button{display:inline-flex;align-items:center;justify-content:center;gap:10px;min-height:52px;padding:10px 24px;border:2px solid var(--field);border-radius:8px;background:var(--field);color:var(--field-text);font:inherit;font-weight:700;text-decoration:none;cursor:pointer}
.button.quiet{background:transparent;color:var(--field)}
textarea{min-height:8em;resize:vertical}
input[type=file]{padding:12px}
.wide{width:100%;margin-top:24px}
.typed{margin:8px 0;font-size:1.222rem}
.typed mark{background:var(--stop-ground);color:var(--stop);border-bottom:4px solid;padding:0 2px}
.card{margin-top:24px;padding:20px;border:1px solid var(--line);border-radius:8px;background:var(--card)}
.card h2{display:flex;gap:10px}
.card h2 .icon{color:var(--field)}
.card h2+*{margin-top:8px}
.links a{display:flex;align-items:center;min-height:52px;padding:10px 0;border-top:1px solid var(--line);font-weight:600}
.links li:first-child a{border:0}
.page>h1{margin-top:16px}
.page .lead{margin-top:8px;color:var(--soft)}
.signed{display:flex;flex-wrap:wrap;align-items:center;gap:4px 16px;font-size:.889rem;color:var(--soft)}
.signed form{margin:0 0 0 auto}
.ways{display:flex;flex-wrap:wrap;gap:0 16px;font-size:.889rem;border-bottom:1px solid var(--line)}
.ways a{display:inline-flex;align-items:center;min-height:48px;font-weight:600}
.link{min-height:48px;border:0;background:none;color:var(--sky);font:inherit;text-decoration:underline;text-underline-offset:.18em;cursor:pointer;padding:0}
.flash{margin-top:16px;padding:20px 16px;border-radius:8px;background:var(--g);color:var(--t)}
.flash strong{display:flex;align-items:center;gap:12px;font-size:1.556rem;line-height:1.2}
.flash.stop{--t:var(--stop-band-text);--g:var(--stop-band)}
.once{margin-top:12px;font-family:${mono};font-size:1.222rem;font-weight:600;user-select:all}
.people li{padding:12px 0;border-bottom:1px solid var(--line)}
.people .name{display:flex;align-items:center;min-height:48px;font-weight:700}
.people details,.people form{margin-top:0}
.people details{border:0}
.people .button{margin-bottom:12px}
.big{min-height:72px;font-family:${mono};font-size:1.333rem;text-transform:uppercase}
.scans li{display:flex;flex-wrap:wrap;align-items:center;gap:0 12px;border-bottom:1px solid var(--line);min-height:52px}
.scans .link{margin-left:auto}
.scans form{margin:0 0 0 auto}
.scans .pair{flex:1 1 100%;padding-bottom:16px}
.scans .group{margin-top:4px}
.tasks{display:flex;flex-wrap:wrap;gap:12px;margin-top:24px}
.tasks .button{flex:1 1 7em;padding:10px;min-height:72px;font-size:1.222rem}
`;

const labels = `
.sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:12px;margin-top:20px}
.label{display:flex;gap:12px;padding:12px;border:1px solid var(--line);border-radius:8px;background:#fff;color:#000;break-inside:avoid}
.label svg{flex:none;width:6.5rem;height:6.5rem}
.label .goods{font-weight:700;line-height:1.25}
.label .code{display:block;margin:4px 0;font-size:.85rem}
@media(min-width:30rem){.label .code{white-space:nowrap}}
.label p+p{margin-top:.2em}
.label p{font-size:.778rem;line-height:1.35}
`;

const print = `
@media print{
html,html[data-text=large]{font-size:12pt}
.bar,.switch,.screen,form,.button{display:none}
body{background:#fff}
.band,.note,.grade,.journey li::after{print-color-adjust:exact;-webkit-print-color-adjust:exact}
details::details-content{content-visibility:visible;height:auto}
section,li{break-inside:avoid}
.column.page{max-width:none}
.page:has(.sheet)>h1{display:none}
.sheet{grid-template-columns:1fr 1fr;gap:4mm}
.label .code{white-space:nowrap}
.label svg{width:30mm;height:30mm}
.label{border-color:#000}
}
@media(prefers-reduced-motion:no-preference){.button,.choice{transition:background .15s}}
`;

/** The one style sheet, sent inside every page: one request shows a page, also on a poor network. */
export const styleSheet = [tokensCss(), ground, bar, band, sections, forms, labels, print]
  .join('')
  .replaceAll('\n', '');

/**
 * What a browser may do with our pages: this style sheet, our own pictures, our own forms, nothing
 * else. Whatever slipped into a page could neither run nor call out.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`,
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
