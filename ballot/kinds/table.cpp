// Two questions as one: a bit per pair of answers, exactly one of them; counted are the joint table
// or only its margins.
#include "ballot/kinds.h"

namespace tabella::ballot {

Refusal check(const Table& kind, const Question& question) {
  if (question.options.size() < 2) {
    return Error{"definition.table", "options", "at least two rows are needed"};
  }
  if (kind.columns.size() < 2) {
    return Error{"definition.table", "kind.columns", "at least two columns are needed"};
  }
  return std::nullopt;
}

void compile(const Table& kind, const Question& question, QuestionBuilder& builder) {
  const std::uint32_t rows = count(question.options);
  const std::uint32_t columns = count(kind.columns);
  if (!builder.add_answer_bits(std::uint64_t{rows} * columns)) return;
  const auto cell = [&](std::uint32_t r, std::uint32_t c) {
    return crypto::Term{.bit = builder.bit(std::uint64_t{r} * columns + c), .coefficient = 1};
  };
  crypto::Row one_cell;
  for (std::uint32_t r = 0; r < rows; ++r) {
    crypto::Row row;
    for (std::uint32_t c = 0; c < columns; ++c) {
      row.push_back(cell(r, c));
      one_cell.push_back(cell(r, c));
      if (kind.report == TableReport::joint) {
        builder.add_total(TotalKind::cell, r, c, {cell(r, c)}, 1);
      }
    }
    if (kind.report == TableReport::margins) {
      builder.add_total(TotalKind::row, r, 0, std::move(row), 1);
    }
  }
  for (std::uint32_t c = 0; kind.report == TableReport::margins && c < columns; ++c) {
    crypto::Row column;
    for (std::uint32_t r = 0; r < rows; ++r) column.push_back(cell(r, c));
    builder.add_total(TotalKind::column, c, 0, std::move(column), 1);
  }
  builder.require(std::move(one_cell), 1, 0);
}

Refusal encode(const Table& kind, const Question& question, const Answer& answer, AnswerBits bits) {
  const auto* cell = std::get_if<Cell>(&answer);
  if (cell == nullptr) return wrong_answer("a row and a column");
  if (cell->row >= question.options.size()) {
    return Error{"answers.option", "", "there is no row " + std::to_string(cell->row + 1ull)};
  }
  if (cell->column >= kind.columns.size()) {
    return Error{"answers.option", "", "there is no column " + std::to_string(cell->column + 1ull)};
  }
  bits.set(cell->row * kind.columns.size() + cell->column);
  return std::nullopt;
}

Answer decode(const Table& kind, const Question& question, AnswerBitsView bits) {
  Cell cell;
  for (std::uint32_t r = 0; r < count(question.options); ++r) {
    for (std::uint32_t c = 0; c < count(kind.columns); ++c) {
      if (bits[r * kind.columns.size() + c]) cell = {.row = r, .column = c};
    }
  }
  return cell;
}

}  // namespace tabella::ballot
