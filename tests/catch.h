// The one place that knows which Catch2 is installed: 2.13 on Debian 12, 3 on Debian 13 and on
// Ubuntu 24.04.
#pragma once

#ifdef TABELLA_CATCH2_V3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
