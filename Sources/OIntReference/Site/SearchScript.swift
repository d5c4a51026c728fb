/// The search of the site, and the buttons that copy examples.
enum SearchScript {
    /// The script; without it the pages are complete, but for these two.
    static let text = #"""
        // \#(Page.mark)
        (function () {
          "use strict";
          var form = document.getElementById("site-search");
          var box = document.getElementById("words");
          var list = document.getElementById("results");
          var count = document.getElementById("count");
          var most = 40;
          var active = -1;

          var index = window.ointSearch || { terms: [], words: {}, phrases: [] };
          var known = Object.keys(index.words);

          function set(list) { return new Set(list || []); }

          var services = set(index.services), doing = set(index.doing), fillers = set(index.fillers);
          var prepositions = set(index.prepositions);

          // The words inside a text in small letters: GetTasksList and ПолучитьЗадачу are made of several.
          function words(text) {
            return (text.match(/\p{Lu}+(?!\p{Ll})[\p{N}]*|\p{Lu}?[\p{Ll}\p{N}]+|[\p{L}\p{N}]+/gu) || []).map(function (word) {
              return word.toLowerCase();
            });
          }

          var entries = (window.ointMethods || []).map(function (entry, number) {
            var lists = (index.terms[number] || []).map(set);
            var all = new Set();
            lists.forEach(function (list) { list.forEach(function (term) { all.add(term); }); });
            return {
              library: entry[0], name: entry[1], russian: entry[2], summary: entry[3], address: entry[4],
              names: [entry[1], entry[2], entry[5]].filter(Boolean).map(function (name) { return name.toLowerCase(); }),
              lists: lists, all: all, action: (index.actions || [])[number]
            };
          });
          var counts = new Map();
          entries.forEach(function (entry) {
            entry.all.forEach(function (term) { counts.set(term, (counts.get(term) || 0) + 1); });
          });

          // How much a term tells: one that stands everywhere tells nothing.
          function rarity(term) { return Math.log(1 + entries.length / (counts.get(term) || 0.5)); }

          // The terms of a word: one for a word that is known, all that a word begins which is not whole yet.
          function termsOf(word) {
            var term = Object.hasOwn(index.words, word) ? index.words[word] : null;
            if (term !== null && counts.has(term)) { return [term]; }
            var begun = known.filter(function (other) { return word.length > 1 && other.startsWith(word); });
            // An ending may differ, as those of Russian words do.
            if (!begun.length && term === null && word.length > 4) {
              begun = known.filter(function (other) {
                return other.startsWith(word.slice(0, -2)) && other.length - word.length < 4;
              });
            }
            var terms = begun.map(function (other) { return index.words[other]; });
            return Array.from(new Set(terms.concat(term === null ? [] : [term])));
          }

          // What is looked for: for each word its terms, and how much it counts.
          function wanted(query) {
            var text = words(query).join(" ") + " ", weight = 1, found = [];
            index.phrases.forEach(function (phrase) { text = text.replaceAll(phrase[0], phrase[1]); });
            text.split(" ").filter(Boolean).forEach(function (word) {
              if (prepositions.has(word) && found.length) { weight = index.contextWeight; return; }
              if (fillers.has(word)) { return; }
              var terms = termsOf(word);
              var isService = terms.some(function (term) { return services.has(term); });
              found.push({ word: word, terms: terms, weight: isService ? 1 : weight });
            });
            return found;
          }

          function place(entry, term) {
            var at = entry.lists.findIndex(function (list) { return list.has(term); });
            return at < 0 ? 0 : index.weights[at];
          }

          function score(entry, parts) {
            var sum = 0, hit = false, asked = new Set();
            parts.forEach(function (part) {
              var best = 0, rare = 0;
              part.terms.forEach(function (term) {
                asked.add(term);
                var here = place(entry, term);
                Object.entries((index.likenesses || {})[term] || {}).forEach(function (other) {
                  here = Math.max(here, place(entry, other[0]) * other[1] * 0.95);
                });
                if (here > best) { best = here; rare = rarity(term); }
              });
              var isInName = part.word.length > 2
                && entry.names.some(function (name) { return name.includes(part.word); });
              if (isInName && best < 0.6) {
                best = 0.6;
                // A part of a word tells as much as the whole one, where that is known.
                rare = Math.max.apply(null, part.terms.filter(function (term) { return counts.has(term); }).map(rarity)
                  .concat(counts.has(part.terms[0]) ? [] : [rarity("")]));
              }
              if (best > 0) { hit = true; }
              sum += best * part.weight * rare;
            });
            if (!hit) { return -Infinity; }
            var surplus = entry.lists.slice(0, 2).filter(function (list) { return list.size; }).map(function (list) {
              var cost = 0;
              list.forEach(function (term) { if (!asked.has(term)) { cost += Math.min(rarity(term), 5); } });
              return cost;
            });
            sum -= (surplus.length ? Math.min.apply(null, surplus) : 0) * index.surplusCost;
            var actions = Array.from(asked).filter(function (term) { return doing.has(term); });
            if (entry.action && actions.length && actions.indexOf(entry.action) < 0) {
              var like = actions.map(function (term) { return ((index.likenesses || {})[term] || {})[entry.action] || 0; });
              sum -= index.otherActionCost * (1 - Math.max.apply(null, like));
            }
            return sum;
          }

          function found(query) {
            var text = query.trim().toLowerCase(), typed = text.split(/\s+/), joined = typed.join("");
            var parts = wanted(query);
            return entries.map(function (entry, number) {
              var sum = parts.length ? score(entry, parts) : -Infinity;
              entry.names.forEach(function (name) {
                if (name === text || name === joined) {
                  sum = Math.max(sum, 0) + index.wholeName;
                } else if (typed.indexOf(name) >= 0 && !termsOf(name).some(function (term) { return doing.has(term); })) {
                  sum = Math.max(sum, 0) + index.nameInQuery;
                } else if (joined.length > 2 && name.startsWith(joined)) {
                  // Small letters hide where the words of a name begin.
                  sum = Math.max(sum, 0) + 1;
                }
              });
              return { entry: entry, sum: sum, number: number };
            }).filter(function (hit) { return hit.sum > -Infinity; }).sort(function (a, b) {
              return b.sum - a.sum || a.entry.name.length - b.entry.name.length || a.number - b.number;
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
