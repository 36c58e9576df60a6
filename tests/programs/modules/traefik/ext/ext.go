// Package ext stands in for a module of Traefik that is not published: fields that other editions add.
package ext

type HTTP struct{}

type Router struct{}
