/// The search of the site, and the buttons that copy examples.
enum SearchScript {
    /// The script; without it the pages are complete, but for these two.
    static let text = #"""
        // \#(Page.mark)
        (function () {
          "use strict";
          var form = document.getElementById("search");
          var box = document.getElementById("words");
          var list = document.getElementById("results");
          var count = document.getElementById("count");
          var most = 40;
          var active = -1;

          function folded(text) { return text.toLowerCase().replace(/ё/g, "е"); }

          // The words inside a name: GetTasksList and ПолучитьЗадачу are made of several.
          function parts(name) {
            return name.split(/(?=[A-ZА-ЯЁ][a-zа-яё])|[^A-Za-z0-9А-Яа-яЁё]+/).filter(Boolean).map(folded);
          }

          var entries = (window.ointMethods || []).map(function (entry) {
            return {
              library: entry[0], name: entry[1], russian: entry[2], summary: entry[3], address: entry[4],
              names: [entry[1], entry[2]].filter(Boolean).map(folded),
              parts: parts(entry[1]).concat(parts(entry[2])),
              about: folded(entry[3]).split(/[^a-z0-9а-я]+/), text: folded(entry[3])
            };
          });

          // How well a word fits: 0 is the very name; Infinity does not fit at all.
          function rank(entry, word) {
            function some(texts, test) { return texts.some(test); }
            if (some(entry.names, function (n) { return n === word; })) { return 0; }
            if (some(entry.names, function (n) { return n.startsWith(word); })) { return 1; }
            if (entry.parts.indexOf(word) >= 0) { return 2; }
            if (some(entry.parts, function (p) { return p.startsWith(word); })) { return 3; }
            if (some(entry.names, function (n) { return n.includes(word); })) { return 4; }
            if (entry.library === word) { return 4; }
            if (entry.about.indexOf(word) >= 0) { return 6; }
            if (some(entry.about, function (a) { return a.startsWith(word); })) { return 7; }
            if (entry.text.includes(word) || entry.library.startsWith(word)) { return 8; }
            return Infinity;
          }

          function found(query) {
            var words = folded(query).split(/[\s.]+/).filter(Boolean);
            if (!words.length) { return []; }
            var joined = words.join("");
            return entries.map(function (entry, place) {
              var sum = words.reduce(function (sum, word) { return sum + rank(entry, word); }, 0);
              // Several words may be one name: get task.
              if (words.length > 1) { sum = Math.min(sum, rank(entry, joined)); }
              return { entry: entry, rank: sum, place: place };
            }).filter(function (hit) { return hit.rank < Infinity; }).sort(function (a, b) {
              return a.rank - b.rank || a.entry.name.length - b.entry.name.length || a.place - b.place;
            }).map(function (hit) { return hit.entry; });
          }

          function element(kind, name, text) {
            var element = document.createElement(kind);
            if (name) { element.className = name; }
            element.textContent = text;
            return element;
          }

          function close() {
            list.hidden = true;
            list.textContent = "";
            box.setAttribute("aria-expanded", "false");
            box.removeAttribute("aria-activedescendant");
            active = -1;
          }

          function search() {
            close();
            if (!box.value.trim()) { count.textContent = ""; return; }
            var hits = found(box.value);
            hits.slice(0, most).forEach(function (entry, number) {
              var link = element("a", "", "");
              link.href = entry.address;
              link.id = "result-" + number;
              link.tabIndex = -1;
              link.setAttribute("role", "option");
              link.setAttribute("aria-selected", "false");
              link.append(element("span", "library", entry.library), " ", element("span", "name", entry.name));
              if (entry.russian) { link.append(" ", element("span", "russian", entry.russian)); }
              link.append(element("span", "summary", entry.summary));
              list.append(link);
            });
            var said = hits.length === 1 ? "1 found" : hits.length + " found";
            if (hits.length > most) { said += ", the best " + most + " are shown"; }
            count.textContent = hits.length ? said : "Nothing found";
            if (hits.length !== Math.min(hits.length, most) || !hits.length) {
              list.append(element("p", "", count.textContent));
            }
            list.hidden = false;
            box.setAttribute("aria-expanded", "true");
          }

          function choose(number) {
            var links = list.querySelectorAll("a");
            if (!links.length) { return; }
            if (active >= 0) { links[active].setAttribute("aria-selected", "false"); }
            active = (number + links.length) % links.length;
            links[active].setAttribute("aria-selected", "true");
            links[active].scrollIntoView({ block: "nearest" });
            box.setAttribute("aria-activedescendant", links[active].id);
          }

          function open(link) {
            close();
            box.value = "";
            box.blur();
            location.href = link.href;
          }

          box.addEventListener("input", search);
          box.addEventListener("keydown", function (event) {
            if (event.key === "ArrowDown") { choose(active + 1); }
            else if (event.key === "ArrowUp") { choose(active < 0 ? -1 : active - 1); }
            else if (event.key === "Escape") { box.value = ""; search(); box.blur(); }
            else { return; }
            event.preventDefault();
          });
          form.addEventListener("submit", function (event) {
            event.preventDefault();
            var links = list.querySelectorAll("a");
            if (links.length) { open(links[Math.max(active, 0)]); }
          });
          list.addEventListener("click", function (event) {
            var link = event.target.closest("a");
            if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); open(link); }
          });
          document.addEventListener("click", function (event) { if (!form.contains(event.target)) { close(); } });
          document.addEventListener("keydown", function (event) {
            var isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
            if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) { return; }
            event.preventDefault();
            box.focus();
            box.select();
          });

          // index.html#q=task searches, so that a search can be linked to.
          function searchForHash() {
            if (!location.hash.startsWith("#q=")) { return; }
            try { box.value = decodeURIComponent(location.hash.slice(3)); } catch (error) { return; }
            search();
          }
          window.addEventListener("hashchange", searchForHash);
          form.hidden = false;
          searchForHash();

          document.querySelectorAll("pre.copied").forEach(function (block) {
            var button = element("button", "copy", "Copy");
            button.type = "button";
            button.addEventListener("click", function () {
              var text = block.querySelector("code").textContent;
              function say(word) {
                button.textContent = word;
                setTimeout(function () { button.textContent = "Copy"; }, 2000);
              }
              function select() {
                // Where the clipboard is closed to pages, the text is at least marked.
                getSelection().selectAllChildren(block.querySelector("code"));
                say(document.execCommand("copy") ? "Copied" : "Marked");
              }
              if (navigator.clipboard) {
                navigator.clipboard.writeText(text).then(function () { say("Copied"); }, select);
              } else { select(); }
            });
            var frame = element("div", "frame", "");
            block.replaceWith(frame);
            frame.append(block, button);
          });
        })();

        """#
}
