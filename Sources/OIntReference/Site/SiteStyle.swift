/// How the site looks.
enum SiteStyle {
    /// The style sheet: dark where the reader's system is, and one column where the screen is narrow.
    static let text = """
        /* \(Page.mark) */
        :root {
          color-scheme: light dark;
          --back: #ffffff; --text: #1c2024; --dim: #5a6068; --line: #dcdfe4; --code: #f4f5f7; --link: #0b57b8;
          --focus: #0b57b8; --chosen: #e3edfb;
          --reads: #0d6b3f; --reads-back: #e2f4ea; --writes: #7a4b00; --writes-back: #fdf0d5;
          --destroys: #a31621; --destroys-back: #fde5e6;
          --sans: system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
          --mono: ui-monospace, "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --back: #15181c; --text: #e4e7eb; --dim: #a2a9b3; --line: #333941; --code: #1f242a; --link: #86b7ff;
            --focus: #86b7ff; --chosen: #24344c;
            --reads: #7fdcab; --reads-back: #143525; --writes: #f2c572; --writes-back: #3a2b0b;
            --destroys: #ff9aa0; --destroys-back: #471a1e;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--back); color: var(--text); font: 1rem/1.55 var(--sans);
          overflow-wrap: break-word;
        }
        a { color: var(--link); text-underline-offset: .15em; }
        :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
        main:focus { outline: none; }
        .skip { position: absolute; left: -100vw; }
        .skip:focus { left: 1rem; top: 1rem; z-index: 3; padding: .5rem 1rem; background: var(--back); }
        .unseen, label[for="words"] {
          position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
        }
        header {
          position: sticky; top: 0; z-index: 2; display: flex; align-items: center; gap: 1rem; height: 3.5rem;
          padding: 0 max(1.5rem, calc((100vw - 88rem) / 2 + 1.5rem)); background: var(--back);
          border-bottom: 1px solid var(--line);
        }
        .home { font-weight: 700; color: var(--text); text-decoration: none; white-space: nowrap; }
        .home span { font-weight: 400; color: var(--dim); }
        #site-search { position: relative; flex: 1; max-width: 44rem; margin: 0 0 0 auto; }
        #words {
          width: 100%; padding: .45rem .75rem; font: inherit; color: inherit; background: var(--code);
          border: 1px solid var(--line); border-radius: 6px;
        }
        #words::placeholder { color: var(--dim); opacity: 1; }
        #results {
          position: absolute; top: calc(100% + .4rem); left: 0; right: 0; max-height: min(70vh, 36rem);
          overflow-y: auto; padding: .3rem; background: var(--back); border: 1px solid var(--line);
          border-radius: 8px; box-shadow: 0 8px 28px rgb(0 0 0 / .25);
        }
        #results a {
          display: block; padding: .4rem .6rem; border-radius: 5px; color: var(--text); text-decoration: none;
        }
        #results a:hover, #results a[aria-selected="true"] { background: var(--chosen); }
        #results .name { font-weight: 600; }
        #results .library, #results .russian, #results .summary { color: var(--dim); font-size: .875rem; }
        #results .library { font-family: var(--mono); }
        #results .summary { display: block; }
        #results p { margin: .5rem .6rem; color: var(--dim); }
        .columns { display: grid; grid-template-columns: 18rem minmax(0, 1fr); max-width: 88rem; margin: 0 auto; }
        nav {
          position: sticky; top: 3.5rem; align-self: start; height: calc(100vh - 3.5rem); overflow-y: auto;
          padding: 1.25rem 1rem 2rem 1.5rem; border-right: 1px solid var(--line); font-size: .9rem;
        }
        nav ul { margin: 0; padding: 0; list-style: none; }
        nav a { display: block; padding: .2rem .5rem; border-radius: 5px; color: inherit; text-decoration: none; }
        nav a:hover { background: var(--code); }
        nav a[aria-current] { font-weight: 700; background: var(--chosen); }
        .places { margin: .4rem 0 .8rem .5rem; padding-left: .5rem; border-left: 2px solid var(--line); }
        .places a { color: var(--dim); overflow: hidden; text-overflow: ellipsis; }
        .places summary { padding: .3rem .25rem; cursor: pointer; font-weight: 600; }
        main { min-width: 0; padding: 1.5rem 2.5rem 5rem; }
        h1 { margin: 0 0 .5rem; font-size: 2rem; line-height: 1.2; }
        h2 { margin: 3rem 0 .75rem; padding-bottom: .35rem; font-size: 1.4rem; border-bottom: 1px solid var(--line); }
        h3 { margin: 0 0 .25rem; font-size: 1.15rem; font-family: var(--mono); }
        p { margin: .5rem 0; max-width: 48rem; }
        .method { padding: 1.5rem 0; }
        .method + .method { border-top: 1px solid var(--line); }
        .anchor { color: var(--dim); text-decoration: none; opacity: 0; }
        h3:hover .anchor, .anchor:focus { opacity: 1; }
        .names { color: var(--dim); }
        .effect { display: inline-block; padding: 0 .55rem; border-radius: 1rem; font-size: .8rem; }
        .reads { color: var(--reads); background: var(--reads-back); }
        .writes { color: var(--writes); background: var(--writes-back); }
        .destroys { color: var(--destroys); background: var(--destroys-back); }
        .contents { padding: .25rem 1rem; border: 1px solid var(--line); border-radius: 6px; }
        .contents[open] { padding-bottom: 1rem; }
        .contents h3 { margin-top: 1.25rem; font-family: var(--sans); }
        .label { margin: 1rem 0 .25rem; font-size: .85rem; font-weight: 600; color: var(--dim); }
        code { font-family: var(--mono); font-size: .9em; }
        p code, li code, td code, th code, summary code {
          padding: .1em .3em; background: var(--code); border-radius: 4px;
        }
        pre {
          margin: .25rem 0 .75rem; padding: .75rem 1rem; overflow-x: auto; line-height: 1.45; background: var(--code);
          border: 1px solid var(--line); border-radius: 6px;
        }
        .frame { position: relative; }
        .frame pre { padding-right: 5.5rem; }
        .copy {
          position: absolute; top: .45rem; right: .45rem; padding: .2rem .6rem; font: .8rem var(--sans);
          color: var(--dim); background: var(--back); border: 1px solid var(--line); border-radius: 5px; cursor: pointer;
        }
        .copy:hover { color: var(--text); }
        details > summary { cursor: pointer; }
        main details { margin: .75rem 0; }
        main details > summary { font-size: .85rem; font-weight: 600; color: var(--dim); }
        table { width: 100%; margin: .75rem 0; border-collapse: collapse; font-size: .925rem; }
        th, td { padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
        thead th { font-size: .8rem; color: var(--dim); }
        tbody th { font-weight: 600; white-space: nowrap; }
        th code + code { white-space: nowrap; }
        td[data-label="Meaning"] { width: 60%; }
        td[data-label="Value"] { white-space: nowrap; }
        @media (max-width: 56rem) {
          .columns { display: block; }
          header { padding: 0 1rem; gap: .75rem; }
          .home span { display: none; }
          nav {
            position: static; height: auto; padding: .6rem 1rem; border-right: 0;
            border-bottom: 1px solid var(--line);
          }
          .libraries { display: flex; flex-wrap: wrap; gap: .25rem; }
          nav a { padding: .4rem .6rem; background: var(--code); }
          .places { display: none; }
          main { padding: 1.25rem 1rem 4rem; }
          h1 { font-size: 1.6rem; }
          h3 { overflow-wrap: anywhere; }
        }
        @media (max-width: 40rem) {
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          table, tbody, tr, th, td { display: block; }
          td[data-label="Meaning"] { width: auto; }
          td[data-label="Value"] { white-space: normal; }
          tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
          th, td { padding: .1rem 0; border: 0; }
          tbody th { white-space: normal; }
          td.empty { display: none; }
          tr > :first-child, td[data-label="Value"], td[data-label="Default"] { display: inline; margin-right: .4rem; }
          td[data-label="Default"]:has(code)::before { content: "default "; color: var(--dim); }
          td[data-label="Methods"]::before { content: attr(data-label) ": "; color: var(--dim); }
          .frame { display: flex; flex-direction: column; }
          .frame pre { padding-right: 1rem; margin-bottom: .4rem; }
          .copy { position: static; align-self: flex-end; padding: .35rem .9rem; }
          #results { position: fixed; top: 3.75rem; left: .5rem; right: .5rem; }
        }
        @media print {
          header, nav, .copy { display: none; }
          .columns { display: block; }
        }

        """
}
