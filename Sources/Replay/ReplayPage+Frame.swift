extension ReplayPage {
    /// The page around its contents: style and the script of the search.
    static func frame(title: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title)</title>
        <style>
        \(style)
        </style>
        </head>
        <body>
        \(body)
        <script>
        \(script)
        </script>
        </body>
        </html>

        """
    }

    private static let style = """
        :root { color-scheme: light dark; --text: #1d1f21; --faint: #666b70; --line: #dcdcd8; \
        --back: #fff; --paper: #f6f6f3; --good: #3c8d53; --even: #b48a1e; --bad: #b3261e; \
        --open: #9aa0a6; --del: #f9cfcb; --ins: #cbe8c8; }
        @media (prefers-color-scheme: dark) { :root { --text: #e4e5e6; --faint: #a0a5aa; \
        --line: #3a3f44; --back: #17191b; --paper: #212529; --del: #6b2a26; --ins: #27502a; } }
        * { box-sizing: border-box; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 0 auto; \
        padding: 2rem 1.25rem 4rem; color: var(--text); background: var(--back); }
        h1 { font-size: 1.6rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; padding-top: .5rem; }
        h2 b, nav b { font-weight: normal; color: var(--faint); }
        h3 { font-size: 1rem; margin: 0; }
        p { margin: .3rem 0 .6rem; }
        .headline { font-size: 1.1rem; }
        .bar { display: flex; gap: 2px; height: .6rem; border-radius: .3rem; overflow: hidden; }
        .bar i { min-width: 4px; }
        .bar .exact { background: var(--good); } .bar .equivalent { background: var(--even); }
        .bar .divergent { background: var(--bad); } .bar .unverifiable { background: var(--open); }
        nav { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 1rem 0 .5rem; }
        a { color: inherit; text-underline-offset: .2em; text-decoration-color: var(--faint); }
        .search { display: none; position: sticky; top: 0; padding: .5rem 0; }
        .search input { font: inherit; width: 26rem; max-width: 100%; padding: .35rem .6rem; \
        border: 1px solid var(--line); border-radius: .3rem; background: var(--paper); \
        color: inherit; }
        output { color: var(--faint); }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; margin: .5rem 0; font-size: .93rem; }
        th, td { text-align: left; padding: .25rem .8rem .25rem 0; \
        border-bottom: 1px solid var(--line); vertical-align: top; }
        th { font-weight: 600; color: var(--faint); white-space: nowrap; }
        .n { text-align: right; font-variant-numeric: tabular-nums; } td.zero { color: var(--line); }
        #figures tbody tr:last-child td { font-weight: 600; border-bottom: 0; }
        article { border-left: 4px solid var(--open); padding-left: 1rem; margin: 1.5rem 0; \
        content-visibility: auto; contain-intrinsic-size: auto 14rem; }
        article.divergent { border-color: var(--bad); }
        article.equivalent { border-color: var(--even); }
        .tag { font-size: .8rem; font-weight: normal; color: var(--faint); \
        border: 1px solid var(--line); border-radius: .8rem; padding: 0 .5rem; white-space: nowrap; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem .9rem; margin: .3rem 0; }
        dt { color: var(--faint); font-size: .85rem; padding-top: .35rem; }
        dd { margin: 0; min-width: 0; }
        pre { font: .87rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre-wrap; \
        overflow-wrap: anywhere; background: var(--paper); padding: .35rem .6rem; margin: 0; \
        max-height: 24rem; overflow-y: auto; }
        del { background: var(--del); text-decoration: none; }
        ins { background: var(--ins); text-decoration: none; }
        ul { padding-left: 1.2rem; } li { margin: .3rem 0; }
        [hidden] { display: none !important; }
        @media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: .1rem; } }
        @media print { .search, nav { display: none !important; } pre { max-height: none; } }
        """

    /// Shows the items that hold all words, and how many they are; without it all are there.
    private static let script = """
        const box = document.getElementById("search");
        const found = document.getElementById("found");
        const items = [...document.querySelectorAll(".item")]
          .map(item => [item, item.textContent.toLowerCase()]);
        box.parentElement.style.display = "block";
        box.addEventListener("input", () => {
          const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
          let count = 0;
          for (const [item, text] of items) {
            item.hidden = !words.every(word => text.includes(word));
            if (!item.hidden) count += 1;
          }
          found.textContent = words.length ? count + " of " + items.length : "";
        });
        """
}
