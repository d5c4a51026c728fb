// Expat, the XML parser, as Swift sees it.
#pragma once

#include <expat.h>
