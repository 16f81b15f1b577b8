"""Who proposes what to try: the extremal library and hypothesis."""
