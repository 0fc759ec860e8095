# exit: 3
import sys


def leave():
    try:
        sys.exit(3)
    finally:
        print("finally runs")


leave()
