# exit: 1
raise SystemExit("leaving with a message")
