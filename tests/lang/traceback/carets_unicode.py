# exit: 1
name = "日本語"
été = {"ключ": name}
print(été["ключ"])
valeur = "é日本" + été["absent"] + "fin"
