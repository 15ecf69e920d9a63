package main

import "context"

func flip(ctx context.Context, t trial) (bool, error)   { return true, nil }
func tamper(ctx context.Context, t trial) (bool, error) { return true, nil }
func fuzz(ctx context.Context, t trial) (bool, error)   { return true, nil }
