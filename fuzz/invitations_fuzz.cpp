// read_invitations and read_sent: any table is refused with its rows, or every invitation has a
// name, an address and a code; what became of them is refused, or is of these and of no others. The
// two texts are before and after the first NUL.
#include "cli/registrar/invitations.h"

#include <set>
#include <string>

#include "cli/registrar/mail_address.h"
#include "crypto/expects.h"

using namespace tabella;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::string_view table = all.substr(0, all.find('\0'));
  const auto invitations = cli::read_invitations(table);
  // For letters no address of mail is needed, and nothing else is another.
  const auto letters = cli::read_invitations(table, cli::Addresses::ignored);
  if (letters) {
    std::set<std::string> codes;
    for (const cli::Invitation& each : *letters) {
      EXPECTS(!each.name.empty() && each.address.empty() && codes.insert(each.code).second);
    }
  }
  EXPECTS(!invitations || (letters && letters->size() == invitations->size()));
  if (!invitations) {
    EXPECTS(!invitations.error().message().empty());
    return 0;
  }
  EXPECTS(!invitations->empty());
  for (const cli::Invitation& each : *invitations) {
    EXPECTS(!each.name.empty() && cli::is_mail_address(each.address) && !each.code.empty());
  }
  const auto sent = cli::read_sent(all.substr(std::min(size, table.size() + 1)), *invitations);
  if (!sent) return 0;
  EXPECTS(sent->size() == invitations->size());
  for (std::size_t row = 0; row < sent->size(); ++row) {
    const cli::SentMail& mail = (*sent)[row];
    const auto again = cli::read_sent(
        cli::sent_line(row, (*invitations)[row], mail.state, mail.reason), *invitations);
    EXPECTS(again.has_value() && (*again)[row].state == mail.state);
  }
  return 0;
}
