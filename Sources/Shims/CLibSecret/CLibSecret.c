#include "CLibSecret.h"
