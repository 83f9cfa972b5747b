// Writes the vectors to standard output: make_client_vectors > tests/vectors/tabella/client.json
#include <iostream>

#include "crypto/initialize.h"
#include "tests/client_vectors/client_vectors.h"

int main() {
  tabella::crypto::initialize();
  // One line for each election, so that a change shows where it is.
  const auto vectors = tabella::ballot::test::make_client_vectors();
  std::cout << "{\n";
  for (auto member = vectors.begin(); member != vectors.end(); ++member) {
    std::cout << (member == vectors.begin() ? "" : ",\n") << '"' << member.key() << "\":";
    if (!member->is_array()) {
      std::cout << *member;
      continue;
    }
    for (std::size_t i = 0; i < member->size(); ++i) {
      std::cout << (i == 0 ? "[\n" : ",\n") << (*member)[i];
    }
    std::cout << "]";
  }
  std::cout << "\n}\n";
}
