import sys

try:
    given = int(sys.argv[1])
except ValueError:
    sys.exit(1)
sys.exit(given != int(sys.argv[2]))
