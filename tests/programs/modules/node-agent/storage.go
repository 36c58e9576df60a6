package main

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

const storageClass = "standard"

// A folder for each claim of the class "standard", deleted with the claim, as Minikube's provisioner does it.
func provideVolumes(c *kubernetes.Clientset, folder string) {
	for ; ; time.Sleep(time.Second) {
		if err := provide(c, folder); err != nil {
			log.Print(err)
		}
	}
}

func provide(c *kubernetes.Clientset, folder string) error {
	ctx := context.Background()
	claims, err := c.CoreV1().PersistentVolumeClaims("").List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, claim := range claims.Items {
		class := claim.Spec.StorageClassName
		if claim.Status.Phase == corev1.ClaimPending && claim.Spec.VolumeName == "" && class != nil && *class == storageClass {
			if err := makeVolume(ctx, c, folder, &claim); err != nil {
				return err
			}
		}
	}
	volumes, err := c.CoreV1().PersistentVolumes().List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, volume := range volumes.Items {
		released := volume.Status.Phase == corev1.VolumeReleased || volume.Status.Phase == corev1.VolumeFailed
		if volume.Spec.StorageClassName != storageClass || !released || volume.DeletionTimestamp != nil {
			continue
		}
		if err := c.CoreV1().PersistentVolumes().Delete(ctx, volume.Name, metav1.DeleteOptions{}); err != nil {
			return err
		}
		if err := os.RemoveAll(filepath.Join(folder, volume.Name)); err != nil {
			return err
		}
	}
	return nil
}

func makeVolume(ctx context.Context, c *kubernetes.Clientset, folder string, claim *corev1.PersistentVolumeClaim) error {
	name := "pvc-" + string(claim.UID)
	path := filepath.Join(folder, name)
	if err := os.MkdirAll(path, 0o777); err != nil {
		return err
	}
	// Any user's pod may write; the umask took that away.
	if err := os.Chmod(path, 0o777); err != nil {
		return err
	}
	directory := corev1.HostPathDirectory
	volume := &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: name, Annotations: map[string]string{"pv.kubernetes.io/provisioned-by": "e2e/folder"}},
		Spec: corev1.PersistentVolumeSpec{
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: claim.Spec.Resources.Requests[corev1.ResourceStorage]},
			AccessModes:                   claim.Spec.AccessModes,
			PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimDelete,
			StorageClassName:              storageClass,
			PersistentVolumeSource:        corev1.PersistentVolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: path, Type: &directory}},
			ClaimRef:                      &corev1.ObjectReference{APIVersion: "v1", Kind: "PersistentVolumeClaim", Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID},
		},
	}
	_, err := c.CoreV1().PersistentVolumes().Create(ctx, volume, metav1.CreateOptions{})
	if errors.IsAlreadyExists(err) {
		return nil
	}
	return err
}
