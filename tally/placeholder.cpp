#include "crypto/bytes.h"
