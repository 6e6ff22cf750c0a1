"""Workbooks in: parsed outside the lock, matched and kept in one transaction, undone as one."""
