#include "cli/html/report_page.h"

#include "cli/html/escape_html.h"
#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --ink: #1c2330; --soft: #5b6475; --paper: #fff; --line: #d9dee7;
  --band: #f4f6fa; --bar: #3a6ea5; --rest: #c3ccd9; --good: #1d6b3f; --good-paper: #e6f4ec;
  --bad: #9c2a1d; --bad-paper: #fbeae7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf3; --soft: #a3adbd; --paper: #14181f;
  --line: #333b49; --band: #1c222c; --bar: #6ea4dc; --rest: #465063; --good: #86d9a8;
  --good-paper: #16301f; --bad: #ffab9e; --bad-paper: #3a1b17; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
p { margin: .5rem 0; } .soft { color: var(--soft); }
.verdict { margin: 1.5rem 0; padding: 1rem 1.25rem; border-radius: .5rem;
  border-left: .4rem solid var(--good); background: var(--good-paper); font-size: 1.1rem; }
.verdict strong { color: var(--good); }
.verdict.bad { border-color: var(--bad); background: var(--bad-paper); }
.verdict.bad strong { color: var(--bad); }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem;
  margin: 1.5rem 0; }
dl.facts div { background: var(--band); border-radius: .5rem; padding: .75rem 1rem; }
dl.facts dt { color: var(--soft); font-size: .85rem; }
dl.facts dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th, td { padding: .45rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
thead th { font-size: .85rem; color: var(--soft); font-weight: 600; }
tbody th { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { display: block; width: 100%; height: .35rem; margin-top: .3rem; border-radius: .2rem;
  fill: var(--rest); }
tr.selected .bar { fill: var(--bar); } tr.selected th { font-weight: 600; }
tr.different { background: var(--bad-paper); }
.budget { width: 100%; height: 1rem; display: block; border-radius: .3rem; }
.budget .all { fill: var(--rest); } .budget .spent { fill: var(--bar); }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
@media print { main { max-width: none; padding: 0; } tr, .verdict, dl.facts { break-inside: avoid; }
  .bar, .budget, .verdict { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)";

}  // namespace

std::string page_head(std::string_view title) {
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<title>" +
         escape_html(title) + "</title>\n" + style_alone(kStyle) + "</head>\n<body>\n<main>\n";
}

std::string style_alone(std::string_view style) {
  return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
         "style-src 'sha256-" +
         base64(crypto::sha256({as_bytes(style)})) + "'\">\n<style>" + std::string(style) +
         "</style>\n";
}

std::string_view page_end() { return "</main>\n</body>\n</html>\n"; }

}  // namespace tabella::cli
