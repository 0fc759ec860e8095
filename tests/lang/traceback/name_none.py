# exit: 1
print(zzzzqqqq_xyz)
