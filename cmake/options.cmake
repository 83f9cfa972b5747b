# Flags live in two interface targets that our own targets link, never in global variables.

add_library(tabella_warnings INTERFACE)
target_compile_options(tabella_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  # Errors with the compilers that the code is kept clean for. What another one finds in libraries
  # that are inlined (GCC 14 in <vector>) stops nobody's build.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Werror>
  $<$<AND:$<CXX_COMPILER_ID:Clang>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,15>>:-Werror>
  # GCC 12 and 13 warn about "literal" + std::string (GCC bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,14>>:-Wno-restrict>)
if(TABELLA_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Instrumented code brings false alarms about <regex> and std::function (GCC bug 105562).
  target_compile_options(tabella_warnings INTERFACE -Wno-maybe-uninitialized)
  if(TABELLA_SANITIZE STREQUAL "thread")
    # Boost.Asio has fences, of which ThreadSanitizer says that it does not see them.
    target_compile_options(tabella_warnings INTERFACE -Wno-tsan)
  endif()
endif()

add_library(tabella_options INTERFACE)
if(TABELLA_MARCH)
  target_compile_options(tabella_options INTERFACE -march=${TABELLA_MARCH})
endif()
if(TABELLA_SANITIZE)
  target_compile_options(tabella_options INTERFACE
    -fsanitize=${TABELLA_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(tabella_options INTERFACE -fsanitize=${TABELLA_SANITIZE})
endif()
if(TABELLA_COVERAGE)
  target_compile_options(tabella_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(tabella_options INTERFACE --coverage)
endif()
target_include_directories(tabella_options INTERFACE ${PROJECT_SOURCE_DIR})

# For code that nobody waits for when it runs, and everybody when it is compiled: the tests, and
# around instrumented libraries the server and the program too.
add_library(tabella_quick_to_compile INTERFACE)
if(TABELLA_SANITIZE)
  # Whether an object is of its type is looked up with descriptors: a test in which there are none
  # left would be told that every object is of another.
  target_compile_options(tabella_quick_to_compile INTERFACE -O0 -fno-sanitize=vptr)
  set(tabella_shell_options tabella_quick_to_compile)
else()
  target_compile_options(tabella_quick_to_compile INTERFACE $<$<CONFIG:RelWithDebInfo>:-O1>)
endif()

# One static library per folder. Every .cpp of the folder belongs to it but those in EXCLUDE.
#   tabella_library(crypto LINK tabella::sodium)   makes tabella_crypto, alias tabella::crypto
function(tabella_library name)
  cmake_parse_arguments(ARG "" "EXCLUDE" "LINK;LINK_PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(ARG_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX ${ARG_EXCLUDE})
  endif()
  add_library(tabella_${name} STATIC ${sources})
  add_library(tabella::${name} ALIAS tabella_${name})
  target_link_libraries(tabella_${name}
    PUBLIC tabella_options ${ARG_LINK} PRIVATE tabella_warnings ${ARG_LINK_PRIVATE})
  if(TABELLA_FUZZ)
    # The fuzzer follows which branches an input takes.
    target_compile_options(tabella_${name} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()
