// decode_definition: what is accepted compiles or is refused with a reason, and is read again as it
// is written. A style that compiles holds what the proof relies on.
#include <string_view>

#include "ballot/ballot_post.h"
#include "ballot/compile.h"
#include "ballot/definition_json.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "crypto/expects.h"

using namespace tabella::ballot;

namespace {

void check_row(const tabella::crypto::Row& row, std::uint32_t bits) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    EXPECTS(row[i].bit < bits && row[i].coefficient != 0);
    EXPECTS(i == 0 || row[i - 1].bit < row[i].bit);
  }
}

void check_style(const CompiledStyle& style) {
  for (const auto& counter : style.style.counters) check_row(counter, style.style.bits);
  for (const auto& equation : style.style.equations) check_row(equation.row, style.style.bits);
  for (const Total& total : style.totals) {
    EXPECTS(total.counter < style.style.counters.size());
    EXPECTS(total.shift + total.width <= kCounterBits);
  }
  EXPECTS(ballot_post_size(style.id, tabella::crypto::SealedView::size(style.style)) <=
          kMaxPostSize);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto definition = decode_definition({reinterpret_cast<const char*>(data), size});
  if (!definition) {
    EXPECTS(definition.error().code.starts_with("definition."));
    return 0;
  }
  const auto again = decode_definition(encode(*definition));
  EXPECTS(again && *again == *definition);
  const auto styles = compile_all(*definition);
  if (!styles) {
    EXPECTS(styles.error().code.starts_with("definition."));
    return 0;
  }
  EXPECTS(styles->size() == definition->styles.size());
  for (const CompiledStyle& style : *styles) check_style(style);
  return 0;
}
