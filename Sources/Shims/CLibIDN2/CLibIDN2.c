#include "CLibIDN2.h"
