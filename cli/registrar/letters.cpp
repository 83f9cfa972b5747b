#include "cli/registrar/letters.h"

#include <string_view>
#include <vector>

#include "ballot/receipt_code.h"
#include "cli/html/escape_html.h"
#include "cli/html/qr_code.h"
#include "cli/html/report_page.h"
#include "crypto/bytes.h"
#include "text/rfc3339.h"

namespace tabella::cli {

namespace {

struct Words {
  std::string_view opening, until, address, code, scan, type, careful, again, contact, page, same,
      check, elsewhere, alone, check_page, test;
};

constexpr Words kEnglish = {
    .opening = "You can vote from",
    .until = "to",
    .address = "1. Open this address",
    .code = "2. Your voting code",
    .scan = "Scan this only inside the voting page, or type the code there.",
    .type = "Copy the code into the voting page. No link contains it.",
    .careful =
        "Whoever has this code can vote with it. It is not a password for any other service. "
        "Nobody will ask you for it.",
    .again = "Your choices stay secret. You can test the app and check your receipt on any device.",
    .contact = "Questions, or something is wrong:",
    .page = "3. Check code of the voting page",
    .same = "On any other device, the page for checking votes shows the same check code.",
    .check = "4. Check address",
    .elsewhere =
        "To test the app or to check your receipt, open the check address on another device. "
        "Take it from this letter only.",
    .alone = "One operator runs both addresses. So this check is not independent.",
    .check_page = "5. Check code of the page at the check address",
    .test =
        "You are asked to test the voting page once before you vote. When it shows a receipt code, "
        "do not cast, but test the app with this ballot. On another device, open the check "
        "address. It must show the same receipt code and your choices. Then go back and vote. Tell "
        "nobody before.",
};
constexpr Words kChinese = {
    .opening = "投票时间：",
    .until = "至",
    .address = "1. 请打开此网址",
    .code = "2. 您的投票码",
    .scan = "请只在投票页面内扫描此码，或在页面中输入投票码。",
    .type = "请把投票码复制到投票页面。任何链接都不包含它。",
    .careful = "持有此码的人就能投票。它不是其他服务的密码，也不会有人向您索取。",
    .again = "您的选择是保密的。您可以检验本应用，也可以在任何设备上核对回执。",
    .contact = "疑问或异常请联系：",
    .page = "3. 投票页面的核对码",
    .same = "在任何其他设备上，核对投票的页面会显示相同的核对码。",
    .check = "4. 核对网址",
    .elsewhere = "要检验本应用或核对回执，请用另一台设备打开核对网址。网址以本信为准。",
    .alone = "两个网址由同一个运营方提供，因此核对并不独立。",
    .check_page = "5. 核对网址页面的核对码",
    .test =
        "请您在投票前检验一次投票页面。页面显示回执码时，先不要投出，请选择检验本应用。"
        "请用另一台设备打开核对网址。那里应显示相同的回执码和您的选择。之后返回投票。"
        "请勿事先告诉他人。",
};

// "zh", "zh-Hans".
bool is_language(std::string_view tag, std::string_view primary) {
  return tag == primary || (tag.starts_with(primary) && tag[primary.size()] == '-');
}

const Words* words_of(std::string_view language) {
  if (is_language(language, "en")) return &kEnglish;
  if (is_language(language, "zh")) return &kChinese;
  return nullptr;
}

std::string tag(std::string_view name, std::string_view content) {
  return "<" + std::string(name) + ">" + escape_html(content) + "</" + std::string(name) + ">\n";
}

std::vector<std::string> letter_languages(const ballot::Definition& definition) {
  std::vector<std::string> languages;
  for (const std::string& language : definition.languages) {
    if (words_of(language) != nullptr) languages.push_back(language);
  }
  if (languages.empty()) languages.push_back(definition.languages.front());
  return languages;
}

std::string when_open(const ballot::Definition& definition, const Words& words) {
  return std::string(words.opening) + " " + text::encode_time(definition.schedule.opens) + " " +
         std::string(words.until) + " " + text::encode_time(definition.schedule.closes) + " (UTC)";
}

// "vote.example:8080" of an address that begins with http:// or https://.
std::string_view host_of(std::string_view address) {
  const std::string_view rest = address.substr(address.find("://") + 3);
  return rest.substr(0, rest.find_first_of("/?#"));
}

// Whether the page that is tested and the page that tests it come from one place.
bool is_alone(const LetterTexts& texts) {
  return texts.check && host_of(texts.check->address) == host_of(texts.address);
}

const Words& words_or_english(const std::string& language) {
  const Words* words = words_of(language);
  return words != nullptr ? *words : kEnglish;
}

std::string block(const ballot::Definition& definition, const LetterTexts& texts,
                  const std::string& language) {
  const Words& words = words_or_english(language);
  std::string html = "<div lang=\"" + escape_html(language) + "\">\n";
  html += tag("h1", definition.title.at(language));
  html += tag("p", when_open(definition, words));
  html += tag("p", std::string(words.address) + ". " + std::string(words.code) + ". " +
                       std::string(words.scan));
  html += tag("p", words.careful) + tag("p", words.again);
  if (texts.page) html += tag("p", std::string(words.page) + ". " + std::string(words.same));
  if (texts.check) html += tag("p", std::string(words.check) + ". " + std::string(words.elsewhere));
  if (is_alone(texts)) html += tag("p", words.alone);
  if (!texts.contact.empty()) html += tag("p", std::string(words.contact) + " " + texts.contact);
  return html + "</div>\n";
}

std::string figure(const std::string& picture, const std::string& caption,
                   const std::string& text) {
  return "<figure>" + picture + "<figcaption>" + escape_html(caption) + "<br><b>" +
         escape_html(text) + "</b></figcaption></figure>\n";
}

// The check code, and the whole hash for people who have saved the page and have a program.
std::string page_figure(std::string_view caption, const crypto::Fingerprint& page) {
  return "<figure><figcaption>" + escape_html(caption) + "<br><b>" + ballot::receipt_code(page) +
         "</b><br><small>SHA-256 " + hex(page) + "</small></figcaption></figure>\n";
}

// The room for the request to test, which has the same height in every letter: nobody who sees
// envelopes, or counts pages, sees who is asked.
std::string test_room(const std::vector<std::string>& languages, bool asked_to_test) {
  std::string html = "<div class=\"test\">\n";
  for (const std::string& language : languages) {
    html += "<p lang=\"" + escape_html(language) + "\">" +
            (asked_to_test ? escape_html(words_or_english(language).test) : "") + "</p>\n";
  }
  return html + "</div>\n";
}

std::string check_figures(const Words& words, const CheckPlace& check) {
  return figure(qr_svg(check.address, words.check), std::string(words.check), check.address) +
         (check.page ? page_figure(words.check_page, *check.page) : "");
}

// In one language a page, in two a sheet.
constexpr std::string_view kStyle =
    "@page{margin:15mm}"
    "body{font:11pt sans-serif;margin:0}"
    "section{break-after:page;box-sizing:border-box;padding:18mm;max-width:210mm}"
    "@media print{section{padding:0}}"
    "h1{font-size:15pt;margin:5mm 0 2mm}"
    "p{margin:.6em 0}"
    ".to{font-size:13pt}"
    // Room for four lines in each language, whether or not they are there.
    ".test p{height:5.5em}"
    ".codes{display:flex;flex-wrap:wrap;gap:5mm 12mm;margin-top:5mm}"
    "figure{margin:0;width:80mm;break-inside:avoid}"
    "svg{width:35mm;height:35mm;display:block}"
    "figcaption{margin-top:2mm;overflow-wrap:anywhere}"
    "b{font:bold 12pt monospace}"
    "small{font:7pt monospace}";

}  // namespace

std::string letters_page(const ballot::Definition& definition, const LetterTexts& texts,
                         std::span<const Letter> letters) {
  const auto languages = letter_languages(definition);
  const std::string& first = languages.front();
  const Words& words = words_or_english(first);
  std::string blocks;
  for (const std::string& language : languages) blocks += block(definition, texts, language);
  const std::string address =
      figure(qr_svg(texts.address, words.address), std::string(words.address), texts.address);
  const std::string hash = texts.page ? page_figure(words.page, *texts.page) : "";
  const std::string check = texts.check ? check_figures(words, *texts.check) : "";
  std::string page = "<!doctype html>\n<html lang=\"" + escape_html(first) +
                     "\">\n<meta charset=\"utf-8\">\n" + tag("title", definition.title.at(first)) +
                     style_alone(kStyle);
  for (const Letter& letter : letters) {
    page += "<section>\n<p class=\"to\">" + escape_html(letter.name) + "</p>\n" + blocks +
            (texts.check ? test_room(languages, letter.asked_to_test) : "") +
            "<div class=\"codes\">\n" + address +
            figure(qr_svg(letter.code, words.code), std::string(words.code), letter.code) + hash +
            check + "</div>\n</section>\n";
  }
  return page + "</html>\n";
}

MailText mail_text(const ballot::Definition& definition, const LetterTexts& texts,
                   const Letter& letter) {
  const auto languages = letter_languages(definition);
  MailText mail{definition.title.at(languages.front()), {}};
  for (const std::string& language : languages) {
    const Words& words = words_or_english(language);
    const auto line = [&mail](std::string_view text) { mail.text.append(text).append("\n"); };
    if (!mail.text.empty()) line("\n----\n");
    line(definition.title.at(language));
    line(letter.name + "\n");
    line(when_open(definition, words) + "\n");
    line(std::string(words.address) + ":\n" + texts.address + "\n");
    line(std::string(words.code) + ":\n" + letter.code + "\n");
    line(words.type);
    line(words.careful);
    line(words.again);
    if (texts.page) {
      line("\n" + std::string(words.page) + ":\n" + ballot::receipt_code(*texts.page));
      line("SHA-256 " + hex(*texts.page));
      line(words.same);
    }
    if (texts.check) {
      line("\n" + std::string(words.check) + ":\n" + texts.check->address + "\n");
      line(words.elsewhere);
      if (is_alone(texts)) line(words.alone);
      if (letter.asked_to_test) line("\n" + std::string(words.test));
      if (texts.check->page) {
        line("\n" + std::string(words.check_page) + ":\n" +
             ballot::receipt_code(*texts.check->page));
        line("SHA-256 " + hex(*texts.check->page));
      }
    }
    if (!texts.contact.empty()) line("\n" + std::string(words.contact) + " " + texts.contact);
  }
  return mail;
}

}  // namespace tabella::cli
