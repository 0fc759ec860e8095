def f(a):
    try:
        a.x()
    except (E, F) as e:
        print(e)
    except G:
        raise
    except:
        return 1
    else:
        a.y()
    return a
