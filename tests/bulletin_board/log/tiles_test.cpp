#include "bulletin_board/log/tiles.h"

#include "crypto/hash.h"
#include "tests/bulletin_board/log/growing_log.h"
#include "tests/catch.h"

namespace tabella::bulletin_board::test {

namespace {

std::vector<std::string> paths(const std::vector<TileId>& tiles) {
  std::vector<std::string> out;
  for (const TileId& tile : tiles) out.push_back(tile.path());
  return out;
}

// Hash i of tile n at level l is that of the complete subtree of 256^l entries.
Bytes tile_bytes(const GrowingLog& log, const TileId& tile) {
  Bytes out;
  for (std::uint64_t i = 0; i < tile.width; ++i) {
    const Hash hash = log.hash({kTileHeight * *tile.level, tile.index * kTileWidth + i});
    out.insert(out.end(), hash.begin(), hash.end());
  }
  return out;
}

}  // namespace

TEST_CASE("paths of tiles are those of the specification") {
  REQUIRE(TileId{0, 0, 256}.path() == "tile/0/000");
  REQUIRE(TileId{0, 1000, 256}.path() == "tile/0/x001/000");
  REQUIRE(TileId{2, 1'234'067, 17}.path() == "tile/2/x001/x234/067.p/17");
  REQUIRE(TileId{std::nullopt, 5, 3}.path() == "tile/entries/005.p/3");
}

TEST_CASE("each tile has one path, and no other path is one") {
  for (const TileId& tile :
       {TileId{0, 0, 256}, TileId{63, 999'999'999, 255}, TileId{std::nullopt, 1000, 1}}) {
    REQUIRE(TileId::parse(tile.path()) == tile);
  }
  for (const char* bad : {"",
                          "tile",
                          "tile/0",
                          "tile/0/",
                          "tile/0/0",
                          "tile/00/000",
                          "tile/64/000",
                          "tile/-1/000",
                          "tile/0/000.p/0",
                          "tile/0/000.p/256",
                          "tile/0/000.p/07",
                          "tile/0/000.p/",
                          "tile/0/x000",
                          "tile/0/001/000",
                          "tile/0/x001/x000",
                          "tile/0/x000/001",
                          "tile/0/000/",
                          "tile/0/0000",
                          "tile/entry/000",
                          "/tile/0/000",
                          "tile/0/../000",
                          "tile/0/000.p/1.p/1",
                          "tile/0/+01",
                          "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999"}) {
    INFO(bad);
    REQUIRE_FALSE(TileId::parse(bad));
  }
}

TEST_CASE("a log of 70,000 entries has the tiles that it should") {
  const auto tiles = tiles_of(70'000);
  REQUIRE(tiles.size() == 274 + 274 + 2 + 1);
  REQUIRE(tiles[273].path() == "tile/entries/273.p/112");
  REQUIRE(paths({tiles.end() - 3, tiles.end()}) ==
          std::vector<std::string>{"tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"});
  REQUIRE(paths(tiles_of(256)) ==
          std::vector<std::string>{"tile/entries/000", "tile/0/000", "tile/1/000.p/1"});
  REQUIRE(tiles_of(0).empty());
}

TEST_CASE("a log that claims any size is visited tile by tile, as long as somebody asks") {
  std::uint64_t visited = 0;
  REQUIRE_FALSE(visit_tiles(~std::uint64_t{0}, [&](const TileId&) { return ++visited < 3; }));
  REQUIRE(visited == 3);
}

TEST_CASE("tiles and bundles of the log of the vectors") {
  const GrowingLog log(70'000);
  const auto sha256 = [](const Bytes& bytes) { return hex(crypto::sha256({bytes})); };
  REQUIRE(sha256(tile_bytes(log, {0, 0, 256})) ==
          "8921c57d2f65271c82bf0f686c002793863c80c8d1cbbbf5db6046ff59e8b590");
  REQUIRE(sha256(tile_bytes(log, {1, 1, 17})) ==
          "e7be92bf44b56bfc274e384835c09a9b949542f7ef3bed21a46195a871173926");
  std::vector<Bytes> entries;
  for (std::uint64_t i = 0; i < 256; ++i) entries.push_back(entry(i));
  const Bytes bundle = encode_bundle(entries);
  REQUIRE(bundle.size() == 2706);
  REQUIRE(sha256(bundle) == "2e41f76a98595afb6b3a27a02a74792386a99b155db3579513faf3bf67057752");
  REQUIRE(decode_bundle(bundle, 256).value() == entries);
}

TEST_CASE("a bundle has exactly the entries that it should") {
  const Bytes two = encode_bundle({{1, 2, 3}, {}});
  REQUIRE(decode_bundle(two, 2).value() == std::vector<Bytes>{{1, 2, 3}, {}});
  REQUIRE_FALSE(decode_bundle(two, 1));
  REQUIRE_FALSE(decode_bundle(two, 3));
  REQUIRE_FALSE(decode_bundle(ByteView(two).first(4), 1));
  REQUIRE_FALSE(decode_bundle(ByteView(two).first(6), 2));
  REQUIRE(decode_bundle({}, 0).value().empty());
}

}  // namespace tabella::bulletin_board::test
