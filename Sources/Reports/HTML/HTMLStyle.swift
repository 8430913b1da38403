/// The style of the page after its colours.
let htmlStyle = pageStyle + blockStyle + chartStyle + mediaStyle

private let pageStyle = """
  *{box-sizing:border-box}
  html{-webkit-text-size-adjust:100%}
  body{margin:0 auto;max-width:1120px;padding:2.5rem 1.5rem 5rem;background:var(--paper);
  color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,
  "Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
  h1,h2,p,ul,figure{margin:0}
  ul{padding:0;list-style:none}
  h1{font-size:clamp(1.55rem,1.2rem + 1.8vw,2.2rem);line-height:1.2;letter-spacing:-.015em;
  font-weight:680;overflow-wrap:anywhere}
  h2{font-size:1.3rem;line-height:1.3;letter-spacing:-.01em;font-weight:660}
  a{color:var(--accent);text-underline-offset:.2em}
  a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);
  outline-offset:2px;border-radius:3px}
  .eyebrow,.kicker{font-size:.78rem;font-weight:650;letter-spacing:.09em;text-transform:uppercase;
  color:var(--muted)}
  .subtitle{margin-top:.35rem;color:var(--muted);overflow-wrap:anywhere}
  main>section{margin-top:3.25rem}
  main>section:not(.verdict){border-top:1px solid var(--rule);padding-top:1.5rem}
  main>section>*+*{margin-top:1rem}
  .prose{max-width:46rem}
  ul.prose{padding-left:1.2rem;list-style:disc}
  ul.prose li+li{margin-top:.4rem}
  #reading .prose{font-size:1.08rem;line-height:1.62}
  .fine{font-size:.875rem;line-height:1.5;color:var(--muted);max-width:46rem}
  nav{margin-top:1.5rem}
  nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.9rem}
  .running{display:none}

  """

private let blockStyle = """
  .synthetic{display:inline-block;padding:.2rem .6rem;border-left:4px solid var(--undetermined);
  background:var(--undetermined-ground);color:var(--undetermined);font-size:.875rem;font-weight:600}
  .synthetic.main{display:block;margin-top:1.5rem;padding:.75rem 1rem;font-size:1rem}
  main>.verdict{margin-top:1.5rem;padding:1.4rem 1.5rem 1.5rem;border-radius:10px;
  border:1px solid var(--rule);border-left:8px solid var(--muted);background:var(--ground)}
  .verdict h2{font-size:2rem;letter-spacing:-.02em;line-height:1.15}
  .verdict .kicker{display:block;margin-bottom:.3rem;color:inherit}
  .verdict .detail{margin-top:.4rem}
  .verdict.passed{background:var(--passed-ground);border-color:var(--passed)}
  .verdict.failed{background:var(--failed-ground);border-color:var(--failed)}
  .verdict.undetermined{background:var(--undetermined-ground);border-color:var(--undetermined)}
  .verdict.passed h2{color:var(--passed)}
  .verdict.failed h2{color:var(--failed)}
  .verdict.undetermined h2{color:var(--undetermined)}
  .findings{display:grid;gap:.65rem}
  .finding{padding:.8rem 1rem;border-radius:7px;background:var(--paper);
  border:1px solid var(--rule);overflow-wrap:anywhere}
  .finding>*+*{margin-top:.25rem}
  .claim{display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem .6rem}
  .subject{color:var(--muted)}
  .badge,.stamp{display:inline-block;padding:.08em .5em;border-radius:4px;font-size:.75rem;
  font-weight:700;letter-spacing:.03em;white-space:nowrap;border:1px solid currentColor}
  .badge.passed{color:var(--passed);background:var(--passed-ground)}
  .badge.failed{color:var(--failed);background:var(--failed-ground)}
  .badge.undetermined{color:var(--undetermined);background:var(--undetermined-ground)}
  .stamp{color:var(--leaky);background:var(--leaky-ground);letter-spacing:.06em;font-size:.68rem;
  vertical-align:.08em}
  .scroll{overflow-x:auto;max-width:100%;background:
  linear-gradient(to right,var(--paper) 1.5rem,transparent),
  linear-gradient(to left,var(--paper) 1.5rem,transparent) right,
  linear-gradient(to right,var(--rule),transparent),
  linear-gradient(to left,var(--rule),transparent) right;background-repeat:no-repeat;
  background-size:3rem 100%,3rem 100%,.75rem 100%,.75rem 100%;
  background-attachment:local,local,scroll,scroll}
  .caption{display:inline-block;position:sticky;left:0;max-width:min(100%,calc(100vw - 3.8rem))}
  .figures:not(.one) figure .caption{max-width:min(100%,22.4rem,calc(100vw - 3.8rem))}
  table{border-collapse:collapse;font-size:.9rem;line-height:1.4;min-width:100%}
  caption{text-align:left;padding:0 0 .5rem;font-weight:600;font-size:.95rem}
  th,td{padding:.45rem .6rem .45rem 0;border-bottom:1px solid var(--rule);text-align:left;
  vertical-align:baseline}
  th:last-child,td:last-child{padding-right:0}
  thead th{color:var(--muted);font-weight:600;font-size:.82rem;border-bottom:1.5px solid var(--muted)}
  tbody th{font-weight:500;min-width:8.5rem;max-width:26rem;overflow-wrap:anywhere}
  .wide{font-size:.82rem}
  .wide th,.wide td{padding-right:.4rem}
  .wide tbody th{min-width:7.5rem}
  .number{text-align:right;white-space:nowrap}
  .unknown{color:var(--muted);font-style:italic}
  td.failed{color:var(--failed);font-weight:600}
  td.undetermined{color:var(--muted)}
  tr.leaky td,tr.leaky th{background:var(--leaky-ground)}
  tr.leaky th{padding-left:.5rem}
  tr.leaky td:last-child{padding-right:.5rem}
  figure{padding:1.1rem 1.2rem 1rem;border:1px solid var(--rule);border-radius:10px;min-width:0}
  figure.leaky{border:1.5px dashed var(--leaky)}
  figure>*+*{margin-top:.7rem}
  figcaption{overflow-wrap:anywhere}
  figcaption h3{display:inline;margin:0;font-size:1em}
  details{font-size:.9rem}
  summary{cursor:pointer;color:var(--accent);font-weight:550;width:fit-content}
  details .scroll{margin-top:.6rem}
  .fold{margin-top:1.1rem}
  .fold>*+*{margin-top:1rem}
  .figures{display:grid;gap:1.25rem;grid-template-columns:repeat(auto-fit,minmax(min(25rem,100%),1fr))}
  .figures.one{grid-template-columns:minmax(0,1fr)}
  .figures.tables{gap:1.75rem 2.5rem;grid-template-columns:repeat(auto-fit,minmax(min(30rem,100%),1fr))}
  .tables table{font-size:.86rem}
  .tables th,.tables td{padding-right:.55rem}
  .tables tbody th{min-width:4.5rem}
  .panels{display:grid;gap:1rem 1.2rem}
  .panels.many{grid-template-columns:repeat(auto-fill,minmax(min(13.5rem,100%),1fr))}
  .panels.large{grid-template-columns:repeat(auto-fill,minmax(min(17.5rem,100%),1fr))}
  .panels.many svg,.panels.large svg{width:100%}
  .panel .heading{font-size:.875rem;font-weight:600;padding-left:.2rem;overflow-wrap:anywhere}
  .panel.narrow{display:none}
  .legend{display:flex;flex-wrap:wrap;gap:.25rem 1.2rem;font-size:.875rem}
  .legend svg{display:inline-block;vertical-align:-.12em}

  """

private let chartStyle = """
  svg{display:block;max-width:100%;height:auto;overflow:visible}
  svg text{font-size:12px;fill:var(--ink);font-family:inherit}
  svg .label{font-size:13px;font-weight:500}
  svg .small{font-size:12px}
  svg .value{font-size:13px;font-weight:600}
  svg .tiny{font-size:10.5px}
  svg .muted{font-size:11.5px;fill:var(--muted)}
  svg .stampbox{fill:var(--leaky-ground);stroke:var(--leaky)}
  svg .stamptext{fill:var(--leaky);font-size:10.5px;font-weight:700;letter-spacing:.05em}
  .grid{stroke:var(--rule);stroke-width:1}
  .axis{stroke:var(--muted);stroke-width:1}
  .reference{stroke:var(--muted);stroke-width:1.5;stroke-dasharray:5 4}
  .highlight{stroke:var(--muted);stroke-width:1.5}
  .ground{fill:var(--ground)}
  .bar{fill:var(--series-1);fill-opacity:.75}
  .gap{stroke:var(--series-2);stroke-width:2}
  .heat.right{fill:var(--heat-right)}
  .heat.wrong{fill:var(--heat-wrong)}
  .interval{stroke-width:3;stroke:var(--series-1)}
  .cap{stroke-width:2;stroke:var(--series-1)}
  .seed{stroke-width:1.5;stroke:var(--series-1)}
  .leaky.seed{stroke:var(--leaky)}
  .point{fill:var(--series-1);stroke:var(--paper);stroke-width:1.5}
  .leaky.interval{stroke:var(--leaky);stroke-dasharray:6 3}
  .leaky.cap{stroke:var(--leaky)}
  .leaky.point{fill:var(--paper);stroke:var(--leaky);stroke-width:2.5}
  .series{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
  svg .band{stroke:none;fill-opacity:.15}
  .mark{stroke:var(--paper);stroke-width:1}
  .mark.open{fill:var(--paper)!important;stroke-width:2}
  .s1{stroke:var(--series-1)}.s2{stroke:var(--series-2);stroke-dasharray:7 4}
  .s3{stroke:var(--series-3);stroke-dasharray:2 4}.s4{stroke:var(--series-4);stroke-dasharray:9 3 2 3}
  .s5{stroke:var(--series-5);stroke-dasharray:12 4}.s6{stroke:var(--series-6);stroke-dasharray:4 2}
  .band.s1,.mark.s1{fill:var(--series-1)}.band.s2,.mark.s2{fill:var(--series-2)}
  .band.s3,.mark.s3{fill:var(--series-3)}.band.s4,.mark.s4{fill:var(--series-4)}
  .band.s5,.mark.s5{fill:var(--series-5)}.band.s6{fill:var(--series-6)}
  .mark,.band{stroke-dasharray:none}
  .mark.s1,.mark.s2,.mark.s3,.mark.s4,.mark.s5{stroke:var(--paper)}

  """

private let mediaStyle = """
  @media screen and (max-width:760px){
  body{padding:1.5rem 1rem 3rem}
  main>section{margin-top:2.5rem}
  main>.verdict{padding:1.1rem 1rem 1.2rem}
  .finding{padding:.7rem .8rem}
  figure{padding:.9rem .8rem}
  .panel.wide{display:none}
  .panel.narrow{display:block}
  .panel.narrow svg{width:100%}
  #confusions svg .value{font-size:17px}
  #confusions svg .tiny{font-size:14px}
  #confusions svg .label{font-size:14.5px}
  }
  @media print{
  body{max-width:none;padding:0;font-size:10.5pt}
  nav{display:none}
  main>section{margin-top:1.6rem}
  figure,.finding,tr{break-inside:avoid}
  h2,caption,figcaption{break-after:avoid}
  .scroll{overflow:visible}
  thead .number{white-space:normal}
  .verdict,.stamp,.badge,.heat,.synthetic,tr.leaky th,tr.leaky td,svg{print-color-adjust:exact;
  -webkit-print-color-adjust:exact}
  .figures,.figures.tables{grid-template-columns:minmax(0,1fr)}
  section>p.prose{break-after:avoid}
  summary{color:var(--ink)}
  .running{display:block;position:fixed;top:0;right:0;font-size:8pt;font-weight:700}
  }
  """
