//! What the provider recommends; follows the stage.

mod exposed_whole_ip;
mod host_cpu;
mod overcommitted_memory;
mod single_disk;
mod small_gpu_vm;
mod unmovable_gpu_vm;
mod unreplicated_storage;

pub(super) use exposed_whole_ip::EXPOSED_WHOLE_IP;
pub(super) use host_cpu::HOST_CPU;
pub(super) use overcommitted_memory::OVERCOMMITTED_MEMORY;
pub(super) use single_disk::SINGLE_DISK;
pub(super) use small_gpu_vm::SMALL_GPU_VM;
pub(super) use unmovable_gpu_vm::UNMOVABLE_GPU_VM;
pub(super) use unreplicated_storage::UNREPLICATED_STORAGE;
