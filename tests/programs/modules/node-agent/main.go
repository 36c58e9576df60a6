// What a small cluster needs beside Kubernetes itself, in one binary: DNS names of Services, NetworkPolicies in
// nftables, volumes in a folder of the node, and the pause container's program. For the end-to-end tests only.
package main

import (
	"fmt"
	"log"
	"os"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

const usage = "usage: node-agent dns | network-policies KUBECONFIG | storage KUBECONFIG FOLDER | pause"

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	switch command, arguments := os.Args[1], os.Args[2:]; {
	case command == "pause":
		pause()
	case command == "dns":
		serveNames(client(""))
	case command == "network-policies" && len(arguments) == 1:
		enforcePolicies(client(arguments[0]))
	case command == "storage" && len(arguments) == 2:
		provideVolumes(client(arguments[0]), arguments[1])
	default:
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
}

// Without a kubeconfig: as the pod's service account.
func client(kubeconfig string) *kubernetes.Clientset {
	config, err := rest.InClusterConfig()
	if kubeconfig != "" {
		config, err = clientcmd.BuildConfigFromFlags("", kubeconfig)
	}
	if err != nil {
		log.Fatal(err)
	}
	return kubernetes.NewForConfigOrDie(config)
}
