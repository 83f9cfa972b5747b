find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)

pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
add_library(tabella::sodium ALIAS PkgConfig::sodium)
pkg_check_modules(gmp REQUIRED IMPORTED_TARGET gmp)
add_library(tabella::gmp ALIAS PkgConfig::gmp)
