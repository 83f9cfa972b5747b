// The registrar's list: all of it is right, or nothing is taken.
#include "cli/registrar/voter_list.h"

#include <algorithm>

#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::cli::test {

namespace {

ballot::Definition two_styles() {
  auto definition = ballot::test::definition(
      {ballot::test::question("vote", ballot::Choose{}, ballot::test::options(2))}, 5);
  definition.roll.max_weight = 3;
  definition.styles = {{.id = "north", .questions = {0}, .max_voters = 5},
                       {.id = "south", .questions = {0}, .max_voters = 5}};
  return definition;
}

std::string refusal(const std::string& text) {
  const auto voters = read_voters(text, two_styles());
  return voters ? "accepted" : voters.error().message();
}

}  // namespace

TEST_CASE("voters are read with their style and weight, whatever separates the columns") {
  for (const char separator : {',', ';', '\t'}) {
    std::string text = "id,name,weight,style\n17,\"Ada, Countess\",2,north\n18,Bo,,south\n";
    if (separator != ',') {
      text = "id,name,weight,style\n17,Ada Countess,2,north\n18,Bo,,south\n";
      std::replace(text.begin(), text.end(), ',', separator);
    }
    const auto voters = read_voters(text, two_styles());
    REQUIRE(voters.has_value());
    REQUIRE(voters->size() == 2);
    REQUIRE((*voters)[0].name == (separator == ',' ? "Ada, Countess" : "Ada Countess"));
    REQUIRE((*voters)[0].id == "17");
    REQUIRE((*voters)[0].weight == 2);
    REQUIRE((*voters)[0].style == "north");
    REQUIRE((*voters)[1].weight == 1);
    REQUIRE((*voters)[1].style == "south");
  }
}

TEST_CASE("every wrong row is named, and nothing is imported") {
  REQUIRE(refusal("name,id,style,weight\nAda,1,north,\n,2,north,\nCem,1,north,\nDo,3,west,4\n"
                  "Eve,4,,1\n") ==
          "voters.rows: row 3: no name; row 4: same id as row 2; row 5: the election has no style "
          "\"west\"; row 5: the weight is an integer from 1 to 3, not \"4\"; row 6: no style; "
          "nothing was imported");
  REQUIRE(refusal("name,style\nAda,north\nAda,north\n") ==
          "voters.rows: row 3: same name as row 2; a column id tells persons of one name apart; "
          "nothing was imported");
  REQUIRE(refusal("name,style\nAda\n") ==
          "voters.rows: row 2: 1 fields, expected 2; nothing was imported");
  REQUIRE(refusal("name,style\nA\xE2\x80\xAE"
                  "b,north\n")
              .find("row 2: name: ") != std::string::npos);
  REQUIRE(refusal("name,style\na,north\nb,north\nc,north\nd,north\ne,north\nf,north\n") ==
          "voters.rows: 6 voters, the definition allows 5; nothing was imported");
}

TEST_CASE("a list without voters, without names, or of other columns is refused") {
  REQUIRE(refusal("") == "voters.rows: the list is empty");
  REQUIRE(refusal("name\n") == "voters.rows: row 1: no voter follows; nothing was imported");
  REQUIRE(refusal("id,style\n1,north\n") == "voters.rows: row 1: there is no column \"name\"");
  REQUIRE(refusal("name,name\na,b\n") == "voters.rows: row 1: two columns \"name\"");
  REQUIRE(refusal("name,e-mail\na,b\n") ==
          "voters.rows: row 1: there is no column \"e-mail\"; the columns are name, id, email, "
          "style and "
          "weight");
  REQUIRE(refusal("name,style\n\"a,north\n") ==
          "voters.rows: line 2: a quoted field is not closed");
  REQUIRE(refusal("name,style\n\xFF,north\n") == "voters.rows: line 2: not UTF-8");
}

}  // namespace tabella::cli::test
