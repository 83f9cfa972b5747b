#include "cli/registrar/voter_list.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "cli/files/separated_rows.h"
#include "cli/registrar/mail_address.h"
#include "cli/registrar/row_complaints.h"
#include "text/plain_text.h"

namespace tabella::cli {

namespace {

constexpr std::array<std::string_view, 5> kColumns = {"name", "id", "email", "style", "weight"};
enum Column : std::size_t { kName, kId, kEmail, kStyle, kWeight };

// The one that the first row uses; a list of names alone has none.
char separator_of(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  for (const char c : {';', '\t', ','}) {
    if (first.find(c) != std::string_view::npos) return c;
  }
  return ',';
}

class VoterReader {
 public:
  explicit VoterReader(const ballot::Definition& definition) : definition_(definition) {}

  Result<std::vector<VoterRow>> read(const std::vector<Row>& rows) && {
    if (rows.empty()) return Error{"voters.rows", "", "the list is empty"};
    if (auto header = read_header(rows.front()); !header) return header.error();
    for (std::size_t i = 1; i < rows.size(); ++i) read_row(rows[i]);
    if (rows.size() == 1) complain(rows.front().line, "no voter follows");
    check_bounds();
    if (complaints_.empty()) return std::move(voters_);
    return Error{"voters.rows", "", complaints_.text() + "nothing was imported"};
  }

 private:
  Result<Done> read_header(const Row& header) {
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
      const auto column = std::ranges::find(kColumns, header.fields[i]);
      if (column == kColumns.end()) {
        return Error{"voters.rows", "",
                     "row 1: there is no column \"" + header.fields[i] +
                         "\"; the columns are name, id, email, style and weight"};
      }
      auto& place = places_[static_cast<std::size_t>(column - kColumns.begin())];
      if (place) return Error{"voters.rows", "", "row 1: two columns \"" + header.fields[i] + "\""};
      place = i;
    }
    columns_ = header.fields.size();
    if (!places_[kName]) return Error{"voters.rows", "", "row 1: there is no column \"name\""};
    return Done{};
  }

  void read_row(const Row& row) {
    if (row.fields.size() != columns_) {
      return complain(row.line, std::to_string(row.fields.size()) + " fields, expected " +
                                    std::to_string(columns_));
    }
    VoterRow voter{.name = field(row, kName),
                   .id = field(row, kId),
                   .email = field(row, kEmail),
                   .style = field(row, kStyle),
                   .weight = 1};
    if (voter.name.empty()) complain(row.line, "no name");
    for (const Column column : {kName, kId}) {
      const std::string text = field(row, column);
      if (text.empty()) continue;
      if (const auto why = text::refuse_text(text)) {
        complain(row.line, std::string(kColumns[column]) + ": " + *why);
      }
    }
    if (places_[kEmail] && !is_mail_address(voter.email)) {
      complain(row.line,
               voter.email.empty() ? "no email" : "\"" + voter.email + "\" is no address of mail");
    }
    check_person(row.line, voter);
    check_style(row.line, voter);
    check_weight(row, voter);
    voters_.push_back(std::move(voter));
  }

  [[nodiscard]] std::string field(const Row& row, Column column) const {
    return places_[column] ? row.fields[*places_[column]] : std::string();
  }

  // By id where there is one: two persons may have one name.
  void check_person(std::size_t line, const VoterRow& voter) {
    const bool has_ids = places_[kId].has_value();
    if (has_ids && voter.id.empty()) return complain(line, "no id");
    const std::string& who = has_ids ? voter.id : voter.name;
    const auto [other, is_new] = lines_.emplace(who, line);
    if (is_new || who.empty()) return;
    complain(line, "same " + std::string(has_ids ? "id" : "name") + " as row " +
                       std::to_string(other->second) +
                       (has_ids ? "" : "; a column id tells persons of one name apart"));
  }

  void check_style(std::size_t line, VoterRow& voter) {
    const auto& styles = definition_.styles;
    if (voter.style.empty() && styles.size() == 1) voter.style = styles.front().id;
    if (voter.style.empty()) return complain(line, "no style");
    if (std::ranges::find(styles, voter.style, &ballot::BallotStyle::id) == styles.end()) {
      complain(line, "the election has no style \"" + voter.style + "\"");
    }
  }

  void check_weight(const Row& row, VoterRow& voter) {
    const std::string text = field(row, kWeight);
    if (text.empty()) return;
    const auto [end, failure] =
        std::from_chars(text.data(), text.data() + text.size(), voter.weight);
    const bool is_number = failure == std::errc() && end == text.data() + text.size();
    if (is_number && voter.weight >= 1 && voter.weight <= definition_.roll.max_weight) return;
    complain(row.line, "the weight is an integer from 1 to " +
                           std::to_string(definition_.roll.max_weight) + ", not \"" + text + "\"");
  }

  void check_bounds() {
    if (voters_.size() > definition_.roll.max_voters) {
      complaints_.add(std::to_string(voters_.size()) + " voters, the definition allows " +
                      std::to_string(definition_.roll.max_voters));
    }
  }

  void complain(std::size_t line, const std::string& why) { complaints_.add(line, why); }

  const ballot::Definition& definition_;
  std::array<std::optional<std::size_t>, kColumns.size()> places_;
  std::size_t columns_ = 0;
  std::map<std::string, std::size_t> lines_;
  std::vector<VoterRow> voters_;
  RowComplaints complaints_;
};

}  // namespace

Result<std::vector<VoterRow>> read_voters(std::string_view text,
                                          const ballot::Definition& definition) {
  const auto rows = parse_rows(text, separator_of(text));
  if (!rows) return Error{"voters.rows", rows.error().path, rows.error().detail};
  return VoterReader(definition).read(*rows);
}

std::vector<VoterRow> unnamed_voters(std::uint64_t count, const std::string& style) {
  std::vector<VoterRow> voters;
  for (std::uint64_t i = 1; i <= count; ++i) {
    voters.push_back(
        {.name = "Voter " + std::to_string(i), .id = {}, .email = {}, .style = style, .weight = 1});
  }
  return voters;
}

}  // namespace tabella::cli
