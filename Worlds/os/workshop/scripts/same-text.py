import sys

sys.exit(sys.argv[1].strip() != sys.argv[2].strip())
